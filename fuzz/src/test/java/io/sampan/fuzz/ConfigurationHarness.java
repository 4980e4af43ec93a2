package io.sampan.fuzz;

import io.sampan.cli.CommandException;
import io.sampan.cli.serve.ServerFile;
import io.sampan.cli.setting.Toml;
import io.sampan.model.InvalidValueException;
import io.sampan.wire.net.limit.ConnectionLimits;
import java.io.IOException;
import java.nio.file.Files;

/// A server's configuration: it is taken, and so are the limits in it; or what is wrong is said,
/// with the name of the file.
final class ConfigurationHarness implements Harness {

    private final Folder folder = Folder.inMemory();

    @Override
    public void feed(byte[] bytes) throws IOException {
        var path = Files.write(folder.fresh("server.toml"), bytes);
        ServerFile file;
        try {
            file = Toml.read(path, ServerFile.class);
        } catch (CommandException refused) {
            Harness.require(
                    String.valueOf(refused.getMessage()).contains("server.toml"),
                    "a refusal does not name the file");
            return;
        }
        try {
            var _ = file.limits();
            var _ = file.messageLimits();
            var _ = file.door(ConnectionLimits.of(1_000));
        } catch (InvalidValueException refused) {
            // As it should be.
        }
    }
}
