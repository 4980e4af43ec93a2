package io.sampan.cli.files;

import io.sampan.cli.CommandException;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.session.TransferWait;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.Screen;
import io.sampan.cli.terminal.StandardInput;
import io.sampan.client.Sampan;
import io.sampan.client.task.PutRequest;
import io.sampan.client.upload.SpoolException;
import io.sampan.model.ContentType;
import io.sampan.model.MediaName;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan put`
@Command(
        name = "put",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Put files on the server",
            "",
            "A folder is put with its tree of names; `-` puts what comes from standard",
            "input, which is first kept in SAMPAN_HOME so that it can be resumed. Prints",
            "the id and name of each file once the server has all of it, verified and",
            "synced, and who may read it: only you, unless it is put with --public.",
            "Ctrl-C keeps what has arrived; `sampan resume` goes on.",
            ""
        })
public final class PutCommand implements Callable<Integer> {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, folders, or `-`.")
    private List<Path> sources = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "Its name on the server.")
    private @Nullable MediaName name;

    @Option(names = "--type", paramLabel = "TYPE", description = "Its content type.")
    private @Nullable ContentType type;

    @ArgGroup private Audience audience = new Audience();

    /// Who may read what is put; at most one of them is given.
    static final class Audience {

        @Option(names = "--public", description = "Everybody on the server may read it.")
        private boolean everybody;

        @SuppressWarnings("UnusedVariable") // accepted, and the default
        @Option(names = "--private", description = "Only you may read it; so it is by default.")
        private boolean onlyMine;
    }

    @Option(names = "--md5", description = "Compare an MD5 of the whole file as well.")
    private boolean md5;

    @Option(names = "--wait", description = "Where the server has no room, wait for it.")
    private boolean waitForSpace;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var output = CommandOutput.ofProcess(json);
        var results = new Results(output);
        var piped = sources.contains(STANDARD_INPUT);
        var found = piped ? Sources.NONE : Sources.find(sources, Optional.ofNullable(name));
        found.tell(output);
        try (var progress = Progress.of(Screen.ofProcess(), quiet || json);
                var session = options.open(progress)) {
            var requests = piped ? List.of(spooled(session)) : found.requests();
            var wait = new TransferWait(session, progress, output, InstantSource.system());
            if (requests.isEmpty()) {
                output.note("There is no file in it.");
            }
            var batch = session.put(requests.stream().map(this::styled).toList());
            var labels = requests.stream().map(request -> request.name().value()).toList();
            var outcome = wait.carry(batch, labels);
            for (var i = 0; i < outcome.size(); i++) {
                results.tell(labels.get(i), outcome.get(i));
            }
            wait.conclude();
        }
        return found.exitCode(results.exitCode(), output);
    }

    private PutRequest spooled(Sampan session) {
        if (sources.size() != 1 || name == null) {
            throw CommandException.wrongUsage(
                    "`-` stands alone, and needs a --name", "Nothing was sent.");
        }
        try {
            return PutRequest.of(session.spool(StandardInput.ofProcess()), name)
                    .withRemoveSource(true);
        } catch (SpoolException e) {
            throw CommandException.failed(
                    String.valueOf(e.getMessage()),
                    "Nothing was sent, and nothing was left behind.");
        }
    }

    private PutRequest styled(PutRequest request) {
        var styled =
                request.withShared(audience.everybody)
                        .withMd5(md5)
                        .withOnNoSpace(
                                waitForSpace
                                        ? PutRequest.OnNoSpace.WAIT
                                        : PutRequest.OnNoSpace.FAIL);
        return styled.withType(type == null ? ContentTypes.of(request.source()) : type);
    }
}
