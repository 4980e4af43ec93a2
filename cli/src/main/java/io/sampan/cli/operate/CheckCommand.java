package io.sampan.cli.operate;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.Home;
import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.core.check.Finding;
import io.sampan.core.check.StoreCheck;
import io.sampan.core.storage.AgeClock;
import io.sampan.core.storage.StorageException;
import io.sampan.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sampan check`: whether a server's home holds what it promises.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Look whether a server's home holds what it promises",
            "",
            "Every file that is listed has its bytes and digests, every stored file its facts,",
            "and the ledger agrees with itself. Beside a running server it only looks.",
            "Exit code 0 if all is well, 1 if something is wrong.",
            ""
        })
public final class CheckCommand implements Callable<Integer> {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The server's home (SAMPAN_HOME/server).")
    private @Nullable Path home;

    @Option(
            names = "--read-data",
            description = "Read all bytes and compare them with their digests.")
    private boolean readData;

    @Option(
            names = "--repair",
            description = {
                "Set right what can be: list again what an older ledger does",
                "not know. No server may work in the home."
            })
    private boolean repair;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    private int wrong;
    private int repaired;
    private final Set<Finding.Kind> explained = EnumSet.noneOf(Finding.Kind.class);

    @Override
    public Integer call() {
        var folder = home == null ? Home.ofServer() : home;
        if (!Files.exists(folder.resolve("ledger.db"))) {
            throw CommandException.wrongUsage(
                    "there is no server in " + folder, "--home DIR says where it lives.");
        }
        var output = CommandOutput.ofProcess(json);
        try (var stores = Stores.forCheck(folder)) {
            if (repair && !stores.isAlone()) {
                throw CommandException.failed(
                        "a server works in " + folder + ", and nothing is repaired beside it",
                        "Nothing was changed. Stop the server first; without --repair the check only"
                                + " looks.");
            }
            relation(stores).ifPresent(finding -> tell(finding, output));
            var result =
                    new StoreCheck(
                                    stores.ledger(),
                                    stores.blobs(),
                                    new StoreCheck.Options(readData, repair, !stores.isAlone()),
                                    age(stores),
                                    finding -> tell(finding, output))
                            .run();
            summarize(result, output);
            return wrong == 0 ? ExitCode.DONE : ExitCode.FAILED;
        } catch (StorageException e) {
            throw CommandException.failed(
                    "the home cannot be checked: " + e.getMessage(),
                    "What was found before is told above.");
        }
    }

    /// The time by which things grow old, as far as it had come.
    private static Instant age(Stores stores) {
        return stores.ledger().marks().age().map(AgeClock.Mark::age).orElseGet(Instant::now);
    }

    /// What is wrong with how the two stores are to each other.
    private Optional<Finding> relation(Stores stores) {
        return switch (stores.relation()) {
            case TOGETHER -> Optional.empty();
            case OLDER_BLOBS ->
                    Optional.of(
                            new Finding(
                                    Finding.Kind.OLDER_BLOBS,
                                    "blobs",
                                    Optional.empty(),
                                    "",
                                    false));
            case OLDER_LEDGER -> {
                if (repair) {
                    stores.acceptOlderLedger();
                }
                yield Optional.of(
                        new Finding(
                                Finding.Kind.OLDER_LEDGER,
                                "ledger.db",
                                Optional.empty(),
                                repair ? "it is taken as it is; open invitations are void" : "",
                                repair));
            }
        };
    }

    private void tell(Finding finding, CommandOutput output) {
        repaired += finding.repaired() ? 1 : 0;
        wrong += finding.repaired() ? 0 : 1;
        var about =
                finding.media()
                        .map(media ->
                                "%s of %s (%s)"
                                        .formatted(media.name(), media.owner(), finding.subject()))
                        .orElse(finding.subject());
        var detail = finding.detail().isEmpty() ? "" : ": " + finding.detail();
        output.fact(
                Fact.of(
                        "%s: %s%s%s"
                                .formatted(
                                        finding.repaired() ? "repaired" : "wrong",
                                        about,
                                        " – " + finding.kind().meaning(),
                                        detail),
                        "event",
                        finding.repaired() ? "repaired" : "problem",
                        "kind",
                        finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        "subject",
                        finding.subject(),
                        "owner",
                        finding.media().map(media -> media.owner().value()).orElse(""),
                        "name",
                        finding.media().map(media -> media.name().value()).orElse(""),
                        "detail",
                        finding.detail(),
                        "meaning",
                        finding.kind().meaning(),
                        "safe",
                        finding.kind().safe(),
                        "advice",
                        finding.kind().advice()));
        if (!finding.repaired() && explained.add(finding.kind())) {
            output.note("  " + finding.kind().safe() + " " + finding.kind().advice());
        }
    }

    private void summarize(StoreCheck.Result result, CommandOutput output) {
        output.fact(
                Fact.of(
                        "%d files%s: %s"
                                .formatted(
                                        result.media(),
                                        result.bytes() > 0
                                                ? ", " + Amounts.bytes(result.bytes()) + " read"
                                                : "",
                                        wrong == 0
                                                ? "all is well"
                                                : wrong
                                                        + (wrong == 1
                                                                ? " thing is wrong"
                                                                : " things are wrong")),
                        "event",
                        "checked",
                        "files",
                        result.media(),
                        "bytesRead",
                        result.bytes(),
                        "problems",
                        wrong,
                        "repaired",
                        repaired,
                        "aside",
                        result.aside()));
        if (result.aside() > 0 && repaired == 0) {
            output.note(
                    result.aside()
                            + " files lie in blobs/unknown that could be listed again; --repair does"
                            + " that.");
        }
    }
}
