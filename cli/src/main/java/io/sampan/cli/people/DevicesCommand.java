package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.Sampan;
import io.sampan.client.people.Device;
import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `sampan devices`
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        subcommands = {DevicesCommand.Rename.class, DevicesCommand.Revoke.class},
        description = {
            "Show your devices; rename or revoke one",
            "",
            "A device that is revoked is not let in any more, at once. DEVICE is its id, the",
            "beginning of it, or its label, where only one device has that.",
            ""
        })
public final class DevicesCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.open()) {
            devices(session).forEach(device -> voice.fact(fact(device)));
        }
        return ExitCode.DONE;
    }

    private static List<Device> devices(Sampan session) {
        return switch (session.devices().list()) {
            case Outcome.Done<List<Device>>(var devices) -> devices;
            case Outcome.Refused<List<Device>>(var refusal) ->
                    throw CommandException.refused("your devices are not shown", refusal);
        };
    }

    private static Fact fact(Device device) {
        var where = device.online() ? "online" : "last here " + MessageEvents.when(device.seen());
        return Fact.of(
                device.id()
                        + "  "
                        + TerminalText.text(device.label().value())
                        + "  "
                        + where
                        + (device.isThis() ? "  (this one)" : ""),
                "event",
                "device",
                "device",
                device.id().toString(),
                "label",
                device.label().value(),
                "added",
                device.added().toString(),
                "seen",
                device.seen().toString(),
                "online",
                device.online(),
                "this",
                device.isThis());
    }

    /// The one device that is meant.
    private static DeviceId chosen(Sampan session, String text) {
        var all = devices(session);
        var found =
                all.stream()
                        .filter(device ->
                                device.id().toString().startsWith(text)
                                        || device.label().value().equals(text))
                        .toList();
        if (found.size() != 1) {
            throw CommandException.failed(
                    found.isEmpty()
                            ? "you have no device " + text
                            : found.size() + " devices are called " + text,
                    "`sampan devices` shows them; nothing was changed.");
        }
        return found.getFirst().id();
    }

    /// `--json` may stand before the subcommand or after it.
    private static CommandOutput output(boolean json, @Nullable DevicesCommand devices) {
        return CommandOutput.ofProcess(json || (devices != null && devices.json));
    }

    private static int conclude(Outcome<DeviceId> outcome, Fact fact, CommandOutput voice) {
        if (outcome instanceof Outcome.Refused<DeviceId>(Refusal refusal)) {
            throw CommandException.refused("nothing was changed", refusal);
        }
        voice.fact(fact);
        return ExitCode.DONE;
    }

    /// `sampan devices rename`
    @Command(
            name = "rename",
            mixinStandardHelpOptions = true,
            description = "Call a device something else")
    static final class Rename implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "DEVICE", description = "Id or label.")
        private String device = "";

        @Parameters(index = "1", paramLabel = "LABEL", description = "What it is called now.")
        private String label = "";

        @Option(names = "--json", description = "Facts as JSON.")
        private boolean json;

        @ParentCommand private @Nullable DevicesCommand devices;

        @Mixin private SessionOptions options = new SessionOptions();

        @Override
        public Integer call() {
            var wanted = new DeviceLabel(label);
            try (var session = options.open()) {
                var id = chosen(session, device);
                return conclude(
                        session.devices().rename(id, wanted),
                        Fact.of(
                                id + " is " + TerminalText.text(label) + " now",
                                "event",
                                "renamed",
                                "device",
                                id.toString(),
                                "label",
                                label),
                        output(json, devices));
            }
        }
    }

    /// `sampan devices revoke`
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Let a device in no more: its connections end at once")
    static final class Revoke implements Callable<Integer> {

        @Parameters(paramLabel = "DEVICE", description = "Id or label.")
        private String device = "";

        @Option(names = "--json", description = "Facts as JSON.")
        private boolean json;

        @ParentCommand private @Nullable DevicesCommand devices;

        @Mixin private SessionOptions options = new SessionOptions();

        @Override
        public Integer call() {
            try (var session = options.open()) {
                var id = chosen(session, device);
                return conclude(
                        session.devices().revoke(id),
                        Fact.of(id + " is revoked", "event", "revoked", "device", id.toString()),
                        output(json, devices));
            }
        }
    }
}
