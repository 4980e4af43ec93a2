package io.sampan.fuzz;

import io.sampan.client.identity.Identity;
import io.sampan.client.identity.IdentityFile;
import io.sampan.disk.DamagedFileException;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// An identity: it is taken, and is the same after it was written and read again; or it is refused
/// by the file's name, and its bytes are kept: aside if it is damaged, in their place otherwise.
final class IdentityHarness implements Harness {

    private final Folder folder = Folder.inMemory();

    @Override
    public void feed(byte[] bytes) throws IOException {
        var path = Files.write(folder.fresh("identity"), bytes);
        var file = new IdentityFile(Disk.real(), folder.path());
        try {
            var identity = file.read().orElseThrow(() -> new AssertionError("it is not seen"));
            file.write(identity);
            staysTheSame(identity, file);
        } catch (DamagedFileException refused) {
            folder.isSaid(refused, path);
            Harness.require(Files.notExists(path), "a damaged file would be read again");
            isKept(folder.path().resolve("identity.damaged"), bytes);
        } catch (DiskException refused) {
            folder.isSaid(refused, path);
            isKept(path, bytes);
        }
    }

    private static void staysTheSame(Identity identity, IdentityFile file) {
        Identity again;
        try {
            again = file.read().orElseThrow(() -> new AssertionError("it is gone"));
        } catch (DiskException e) {
            throw new AssertionError("an identity that we wrote ourselves is refused", e);
        }
        Harness.require(
                again.name().equals(identity.name())
                        && again.key().equals(identity.key())
                        && again.server().equals(identity.server())
                        && again.addresses().equals(identity.addresses()),
                "an identity changes when it is written and read");
    }

    private static void isKept(Path path, byte[] bytes) throws IOException {
        Harness.require(
                Files.exists(path) && Arrays.equals(Files.readAllBytes(path), bytes),
                "a file that is refused is not kept as it was");
    }
}
