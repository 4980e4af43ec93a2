package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.Stage.feed;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import org.junit.jupiter.api.Test;

/// Uploads to which one request after the other appends.
class AppendDeskTest {

    private static final TestFile FILE = TestFile.ofSize(2 * MIB + 9);

    private final Stage stage = new Stage();

    private Outcome<BlockIntake> begin(long offset) {
        return stage.transfers
                .appends()
                .append(ALICE, FILE.id(), offset, FILE.size() - offset, stage.lane);
    }

    private AppendDesk.Progress progress() {
        return done(stage.transfers.appends().progress(ALICE, FILE.id()));
    }

    @Test
    void theLastByteCompletesTheUpload() {
        stage.offer(FILE);
        var first = done(begin(0));
        feed(first, FILE, 0, 1_234_567);
        assertThat(progress().offset()).isEqualTo(1_234_567);
        first.abandon();
        var second = done(begin(1_234_567));
        feed(second, FILE, 1_234_567, FILE.size());

        done(second.finish());

        assertThat(progress().isComplete()).isTrue();
        assertThat(stage.blobs.content(FILE.id().toMediaId())).hasValue(FILE.content());
    }

    @Test
    void anotherOffsetThanTheUploadsIsAConflict() {
        stage.offer(FILE);
        assertRefused(begin(1), RefusalCode.ID_CONFLICT);
        var first = done(begin(0));
        feed(first, FILE, 0, 100);
        first.abandon();

        assertRefused(begin(0), RefusalCode.ID_CONFLICT);
        assertRefused(begin(99), RefusalCode.ID_CONFLICT);
        assertRefused(
                stage.transfers.appends().append(ALICE, FILE.id(), 100, FILE.size(), stage.lane),
                RefusalCode.OUT_OF_RANGE);
    }

    @Test
    void theNewestRequestWinsAndTheOldWritesNothingMore() {
        stage.offer(FILE);
        var dead = done(begin(0));
        feed(dead, FILE, 0, 1_500_000);

        var alive = done(begin(1_500_000));
        feed(dead, FILE.damagedAt(1_600_000), 1_500_000, FILE.size());
        assertRefused(dead.finish(), RefusalCode.LEAF_BUSY);
        feed(alive, FILE, 1_500_000, FILE.size());

        done(alive.finish());
        assertThat(stage.blobs.content(FILE.id().toMediaId())).hasValue(FILE.content());
    }

    @Test
    void afterAKillOfTheServerItGoesOnWhereItWas() {
        stage.offer(FILE);
        var first = done(begin(0));
        feed(first, FILE, 0, FILE.size() - 1);
        first.abandon();

        stage.killServer();

        assertThat(progress().offset()).isEqualTo(FILE.size() - 1);
        var second = done(begin(FILE.size() - 1));
        feed(second, FILE, FILE.size() - 1, FILE.size());
        done(second.finish());
        assertThat(progress().isComplete()).isTrue();
    }

    @Test
    void aPausedUploadGoesOnAndACancelledOneDoesNot() {
        stage.offer(FILE);
        done(stage.desk().pause(ALICE, FILE.id()));
        done(begin(0)).abandon();
        done(stage.desk().cancel(ALICE, FILE.id()));

        assertRefused(begin(0), RefusalCode.CANCELLED);
        assertRefused(stage.transfers.appends().progress(ALICE, FILE.id()), RefusalCode.CANCELLED);
    }
}
