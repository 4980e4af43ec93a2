package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.model.Outcome;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sampan token`
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Let an HTTP program in as you",
            "",
            "Prints a token alone on the last line. A program shows it to the server or a relay",
            "as `Authorization: Bearer TOKEN`: tus at /files, complete files at /media/ID.",
            "Whoever has the token may do what you may, so keep it to yourself.",
            ""
        })
public final class TokenCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofHours(12);
    private static final List<String> SCOPES = List.of("read", "upload");

    @Option(names = "--ttl", paramLabel = "TIME", description = "How long it is good (12h).")
    private Duration ttl = LONGEST;

    @Option(
            names = "--scope",
            split = ",",
            paramLabel = "WHAT",
            description = "What it is good for: read, upload (everything).")
    private @Nullable List<String> scope;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        check();
        try (var session = options.open()) {
            var asked = scope == null ? "" : String.join(" ", scope);
            return switch (session.token(ttl, asked)) {
                case Outcome.Refused<byte[]>(var refusal) ->
                        throw CommandException.refused("no token", refusal);
                case Outcome.Done<byte[]>(var token) -> {
                    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
                    CommandOutput.ofProcess(json).fact(Fact.of(text, "token", text));
                    yield ExitCode.DONE;
                }
            };
        }
    }

    private void check() {
        if (ttl.toSeconds() < 1 || ttl.compareTo(LONGEST) > 0) {
            throw CommandException.wrongUsage(
                    "--ttl is 1s to 12h", "A token that was not ended is good that long.");
        }
        if (scope != null && !SCOPES.containsAll(scope)) {
            throw CommandException.wrongUsage(
                    "--scope is one of read, upload, or both with a comma between",
                    "Without it a token is good for everything that you may.");
        }
    }
}
