package io.sampan.cli.tasks;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.setting.Rate;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.client.SpeedLimit;
import io.sampan.client.SpeedLimit.Rates;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan limit`
@Command(
        name = "limit",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Show or change how fast this home sends and fetches files",
            "",
            "It holds for all commands of the home, also for those that run now: they follow",
            "within two seconds. RATE is bytes in a second: 5M, 500k, 2 MiB, or none. The",
            "option --limit of a command holds for that command.",
            ""
        })
public final class LimitCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "RATE", description = "For both directions.")
    private @Nullable Rate both;

    @Option(names = "--up", paramLabel = "RATE", description = "For what is sent.")
    private @Nullable Rate up;

    @Option(names = "--down", paramLabel = "RATE", description = "For what is fetched.")
    private @Nullable Rate down;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        if (both != null && up != null && down != null) {
            throw CommandException.wrongUsage(
                    "RATE is for both directions, as are --up and --down", "");
        }
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.openAlone()) {
            var limit = session.speedLimit();
            if (both != null || up != null || down != null) {
                limit.save(wanted(limit));
            }
            voice.fact(fact(limit.saved().orElse(Rates.NONE)));
        }
        return ExitCode.DONE;
    }

    private Rates wanted(SpeedLimit limit) {
        var now = limit.saved().orElse(Rates.NONE);
        return new Rates(
                rate(up).or(() -> rate(both)).orElse(now.up()),
                rate(down).or(() -> rate(both)).orElse(now.down()));
    }

    private static Optional<Long> rate(@Nullable Rate given) {
        return Optional.ofNullable(given).map(Rate::bytesPerSecond);
    }

    private static Fact fact(Rates rates) {
        return Fact.of(
                "up " + new Rate(rates.up()) + ", down " + new Rate(rates.down()),
                "event",
                "limit",
                "up",
                rates.up(),
                "down",
                rates.down());
    }
}
