package io.sampan.cli.operate;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.Home;
import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.core.storage.StorageException;
import io.sampan.store.Restore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan restore`: a server's home from a backup.
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Make a server's home from a backup",
            "",
            "The home has to be empty. Every file is compared with its digests. What came after",
            "the snapshot is not there, and the invitations of then are void. A restore that was",
            "killed goes on when it is run again; no server starts before it is finished.",
            ""
        })
public final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TARGET", description = "The backup.")
    private Path target = Path.of("");

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The server's new home (SAMPAN_HOME/server).")
    private @Nullable Path home;

    @Option(
            names = "--at",
            paramLabel = "SNAPSHOT",
            description = "Which snapshot, as `sampan backup` has named it (the newest).")
    private @Nullable String snapshot;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var output = CommandOutput.ofProcess(json);
        var to = home == null ? Home.ofServer() : home;
        try {
            var result =
                    Restore.run(
                            target,
                            to,
                            Optional.ofNullable(snapshot),
                            (media, why) -> BackupCommand.tell(output, media, why));
            output.fact(
                    Fact.of(
                            "%s: %d files (%s) restored into %s"
                                    .formatted(
                                            result.snapshot(),
                                            result.files(),
                                            Amounts.bytes(result.bytes()),
                                            to),
                            "event",
                            "restored",
                            "snapshot",
                            result.snapshot(),
                            "files",
                            result.files(),
                            "bytes",
                            result.bytes(),
                            "problems",
                            result.problems()));
            output.note(
                    "What came after the snapshot is not there, and open invitations are void.");
            return result.problems() == 0 ? ExitCode.DONE : ExitCode.FAILED;
        } catch (StorageException e) {
            throw CommandException.failed(
                    "nothing was restored: " + e.getMessage(),
                    "The backup was not changed. A restore that was begun goes on when it is run"
                            + " again.");
        }
    }
}
