package io.sampan.cli.files;

import io.sampan.cli.CommandException;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.session.TransferWait;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.Screen;
import io.sampan.cli.terminal.StandardOutput;
import io.sampan.client.Sampan;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.TransferResult;
import io.sampan.model.Media;
import io.sampan.model.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan get`
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Get files from the server",
            "",
            "A name stands for the newest file of that name; a name that ends in `/` for",
            "all files below it. What arrives is verified leaf by leaf; nothing that is",
            "there already is overwritten. Prints where each file lies.",
            ""
        })
public final class GetCommand implements Callable<Integer> {

    private static final Path STANDARD_OUTPUT = Path.of("-");

    @Parameters(arity = "1..*", paramLabel = "NAME|ID", description = "What to get.")
    private List<String> wanted = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; `-` is standard output.")
    private @Nullable Path output;

    @Option(names = "--into", paramLabel = "DIR", description = "Into which folder (this one).")
    private Path folder = Path.of("");

    @Option(names = "--overwrite", description = "Replace FILE if it is there.")
    private boolean overwrite;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        if (output != null && (wanted.size() != 1 || wanted.getFirst().endsWith("/"))) {
            throw CommandException.wrongUsage(
                    "-o takes exactly one file", "For several there is --into DIR.");
        }
        var voice = CommandOutput.ofProcess(json);
        var results = new Results(voice);
        try (var progress = Progress.of(Screen.ofProcess(), quiet || json);
                var session = options.open(progress)) {
            if (STANDARD_OUTPUT.equals(output)) {
                write(session, MediaRef.parse(wanted.getFirst()), results);
            } else {
                fetch(session, progress, voice, results);
            }
        }
        return results.exitCode();
    }

    private void fetch(Sampan session, Progress progress, CommandOutput voice, Results results) {
        var items = new Wanted(session).find(wanted);
        var batch = session.get(items.stream().map(item -> request(item.media())).toList());
        var labels = items.stream().map(Wanted.Item::label).toList();
        var carriage = new TransferWait(session, progress, voice, InstantSource.system());
        var outcome = carriage.carry(batch, labels);
        for (var i = 0; i < outcome.size(); i++) {
            results.tell(labels.get(i), outcome.get(i));
            if (output == null || Files.isDirectory(output)) {
                results.tellOtherName(outcome.get(i));
            }
            if (outcome.get(i) instanceof TransferResult.Refused) {
                // There is nothing to go on with.
                batch.transfers().get(i).cancel();
            }
        }
        carriage.conclude();
    }

    private static void write(Sampan session, MediaRef media, Results results) {
        var outcome = session.read(media, StandardOutput.ofProcess(), snapshot -> {});
        if (outcome instanceof Outcome.Refused<Media>(var refusal)) {
            results.onRefused(media.toString(), refusal);
        }
    }

    private GetRequest request(MediaRef media) {
        if (output == null) {
            return GetRequest.into(media, folder.toAbsolutePath());
        }
        if (Files.isDirectory(output)) {
            return GetRequest.into(media, output.toAbsolutePath());
        }
        return new GetRequest(media, new GetRequest.Target.To(output.toAbsolutePath(), overwrite));
    }
}
