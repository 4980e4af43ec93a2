package io.sampan.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.disk.BootId;
import io.sampan.disk.powercut.PowerCutDisk;
import io.sampan.disk.powercut.PowerIsOut;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store of blobs runs on a disk whose power goes out in a random moment, and is started again
/// from what that may have left: all that was promised as synced is there, and nothing that is
/// there differs from what it says it is. Then everything goes on, until the power goes out again.
///
/// Blobs of 64 KiB or less are left out, and so is the ledger: they lie in SQLite, which does its
/// own input and output; its own project tests it so.
class PowerCutTest {

    private static final int RUNS = Integer.getInteger("sampan.powercut.runs", 40);
    private static final int CUTS = 4;

    @TempDir Path root;

    @Test
    void whatWasPromisedIsThereWheneverThePowerGoesOut() {
        var outages = 0;
        for (var seed = 0; seed < RUNS; seed++) {
            var luck = new Random(seed);
            var disk = new PowerCutDisk();
            var ledger = new PromisedBlobs(luck, "run " + seed);
            for (var cut = 0; cut < CUTS; cut++) {
                disk.cutPowerAfter(luck.nextInt(150));
                try (var store = FolderBlobStore.open(root, disk, BootId.random())) {
                    ledger.check(store);
                    ledger.work(store, 60);
                } catch (PowerIsOut e) {
                    outages++;
                }
                disk = disk.afterPowerCut(luck);
            }
            try (var store = FolderBlobStore.open(root, disk, BootId.random())) {
                ledger.check(store);
                ledger.finishAll(store);
            }
        }
        assertThat(outages).isGreaterThan(RUNS);
    }
}
