package io.sampan.cli.operate;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.Home;
import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.core.storage.StorageException;
import io.sampan.model.Media;
import io.sampan.store.Backup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan backup`: a copy of a server's home, while the server runs.
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Back up a server's home, while the server runs",
            "",
            "TARGET gets a snapshot of the ledger and every file that it lists; files that are",
            "there from an earlier backup are not copied again. Each new file is read once and",
            "compared with its digests. On the same file system files are hard links; a disk",
            "that breaks takes both, so let TARGET be on another one.",
            "A backup that was killed leaves the earlier ones as they are; run it again.",
            ""
        })
public final class BackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TARGET", description = "A folder that is empty or a backup.")
    private Path target = Path.of("");

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The server's home (SAMPAN_HOME/server).")
    private @Nullable Path home;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "How many snapshots stay, this one included (7).")
    private int keep = 7;

    @Option(names = "--copy", description = "Copy files, also where they could be linked.")
    private boolean copy;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var from = home == null ? Home.ofServer() : home;
        if (!Files.exists(from.resolve("ledger.db"))) {
            throw CommandException.wrongUsage(
                    "there is no server in " + from, "--home DIR says where it lives.");
        }
        if (keep < 1) {
            throw CommandException.wrongUsage("--keep is 1 or more", "Nothing was changed.");
        }
        var output = CommandOutput.ofProcess(json);
        try {
            var result =
                    Backup.run(
                            from,
                            target,
                            new Backup.Options(
                                    !copy, keep, (media, why) -> tell(output, media, why)),
                            Instant.now());
            output.fact(fact(result));
            if (result.problems() > 0) {
                output.note(
                        "Everything else is in the backup. `sampan check --read-data` looks at the"
                                + " home.");
            }
            return result.problems() == 0 ? ExitCode.DONE : ExitCode.FAILED;
        } catch (StorageException e) {
            throw CommandException.failed(
                    "no backup was made: " + e.getMessage(),
                    "The home was not changed, and earlier snapshots are as they were. Run it again:"
                            + " what was copied already is not copied again.");
        }
    }

    private static Fact fact(Backup.Result result) {
        return Fact.of(
                "%s: %d files, %d of them new (%s, %d linked)"
                        .formatted(
                                result.snapshot(),
                                result.files(),
                                result.fresh(),
                                Amounts.bytes(result.bytes()),
                                result.linked()),
                "event",
                "backed-up",
                "snapshot",
                result.snapshot(),
                "files",
                result.files(),
                "new",
                result.fresh(),
                "newBytes",
                result.bytes(),
                "linked",
                result.linked(),
                "problems",
                result.problems(),
                "removedSnapshots",
                result.removed());
    }

    /// A file that is not in the backup, or not in what was restored.
    static void tell(CommandOutput output, Media media, String why) {
        output.fact(
                Fact.of(
                        "left out: %s of %s (%s): %s"
                                .formatted(media.name(), media.owner(), media.id(), why),
                        "event",
                        "left-out",
                        "media",
                        media.id().toString(),
                        "owner",
                        media.owner().value(),
                        "name",
                        media.name().value(),
                        "reason",
                        why));
    }
}
