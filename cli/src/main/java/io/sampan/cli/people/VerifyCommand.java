package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.client.people.Device;
import io.sampan.client.people.Fingerprint;
import io.sampan.model.IdentityKey;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan verify`
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Show a number to compare with somebody",
            "",
            "Both of you see the same digits if nobody stands between you. They change when",
            "one of you links or revokes a device. Compare them aloud, or side by side.",
            ""
        })
public final class VerifyCommand implements Callable<Integer> {

    private static final int IN_A_LINE = 4;

    @Parameters(paramLabel = "NAME", description = "With whom you compare.")
    private UserName person = new UserName("nobody");

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.open()) {
            var fingerprint =
                    Fingerprint.of(
                            session.user(),
                            keys(session.devices().list()),
                            person,
                            keys(session.devices().of(person)));
            voice.fact(
                    Fact.of(
                            lines(fingerprint.groups()),
                            "event",
                            "fingerprint",
                            "name",
                            person.value(),
                            "digits",
                            fingerprint.toString()));
        }
        return ExitCode.DONE;
    }

    private static List<IdentityKey> keys(Outcome<List<Device>> devices) {
        return switch (devices) {
            case Outcome.Done<List<Device>>(var all) -> all.stream().map(Device::key).toList();
            case Outcome.Refused<List<Device>>(var refusal) ->
                    throw CommandException.refused("there is nothing to compare", refusal);
        };
    }

    private static String lines(List<String> groups) {
        var text = new StringBuilder();
        for (var i = 0; i < groups.size(); i++) {
            text.append(i == 0 ? "" : i % IN_A_LINE == 0 ? "\n" : "  ").append(groups.get(i));
        }
        return text.toString();
    }
}
