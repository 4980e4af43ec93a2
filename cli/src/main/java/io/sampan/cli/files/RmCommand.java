package io.sampan.cli.files;

import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.task.MediaRef;
import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan rm`
@Command(
        name = "rm",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Remove files of your own from the server",
            "",
            "A name stands for the newest file of that name. There is no way back.",
            ""
        })
public final class RmCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "NAME|ID", description = "What to remove.")
    private List<String> unwanted = List.of();

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        var results = new Results(voice);
        var media = unwanted.stream().map(MediaRef::parse).toList();
        try (var session = options.open()) {
            for (var one : media) {
                switch (session.remove(one)) {
                    case Outcome.Done<MediaId>(var id) ->
                            voice.fact(
                                    Fact.of(
                                            "removed "
                                                    + id
                                                    + "  "
                                                    + TerminalText.text(one.toString()),
                                            "event",
                                            "removed",
                                            "id",
                                            id.toString()));
                    case Outcome.Refused<MediaId>(var refusal) ->
                            results.onRefused(one.toString(), refusal);
                }
            }
        }
        return results.exitCode();
    }
}
