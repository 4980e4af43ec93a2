package io.sampan.cli.serve;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.client.identity.InviteLink;
import io.sampan.core.identity.Invitations;
import io.sampan.core.identity.PeopleAdmin;
import io.sampan.core.identity.PeopleAdmin.Files;
import io.sampan.core.identity.PeopleAdmin.Summary;
import io.sampan.core.storage.DeviceRecord;
import io.sampan.model.DeviceId;
import io.sampan.model.InvalidValueException;
import io.sampan.model.UserName;
import io.sampan.server.identity.ServerCertificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan people`: for whoever runs the server, on its machine, whether it runs now or not.
@Command(
        name = "people",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        subcommands = {
            PeopleCommand.ListPeople.class,
            PeopleCommand.Remove.class,
            PeopleCommand.Rekey.class,
            PeopleCommand.Devices.class,
            PeopleCommand.Revoke.class,
            PeopleLimitCommand.class
        },
        description = {
            "See and change who is on your server",
            "",
            "Alone it lists everybody. For whoever runs the server, in its home; the server",
            "may be running, and follows within a second.",
            ""
        })
public final class PeopleCommand implements Callable<Integer> {

    private static final InstantSource CLOCK = InstantSource.system();

    @Mixin private OperatorOptions options = new OperatorOptions();

    @Override
    public Integer call() {
        return list(options);
    }

    private static int list(OperatorOptions options) {
        var output = options.output();
        var all = options.with(ledger -> new PeopleAdmin(ledger, CLOCK).all());
        all.forEach(person -> output.fact(fact(person)));
        if (all.isEmpty()) {
            output.note("Nobody has joined yet.");
        }
        return ExitCode.DONE;
    }

    private static Fact fact(Summary summary) {
        var name = summary.person().name().value();
        var seen = summary.devices().stream().map(DeviceRecord::seen).max(Instant::compareTo);
        var limit = summary.byteLimit();
        return Fact.of(
                "%s  %d devices, last here %s, %s of files%s, %d waiting"
                        .formatted(
                                name,
                                summary.devices().size(),
                                seen.map(Instant::toString).orElse("never"),
                                Amounts.bytes(summary.bytes()),
                                limit.isPresent()
                                        ? " (" + Amounts.bytes(limit.getAsLong()) + " allowed)"
                                        : "",
                                summary.inbox().entries()),
                "event",
                "person",
                "name",
                name,
                "devices",
                summary.devices().size(),
                "joined",
                summary.person().joined().toString(),
                "seen",
                seen.map(Instant::toString).orElse(""),
                "bytes",
                summary.bytes(),
                "limit",
                limit.isPresent() ? limit.getAsLong() : "",
                "waiting",
                summary.inbox().entries());
    }

    /// `sampan people list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List everybody, with devices, files and what waits for them")
    static final class ListPeople implements Callable<Integer> {

        @Mixin private OperatorOptions options = new OperatorOptions();

        @Override
        public Integer call() {
            return list(options);
        }
    }

    /// `sampan people remove`
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = {
                "Remove somebody from the server",
                "",
                "Their devices are revoked, what waits for them is deleted, the name is free.",
                "Messages that they have sent stay with those who have them.",
                ""
            })
    static final class Remove implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "Who.")
        private String name = "";

        @Option(names = "--yes", description = "Without it nothing is done.")
        private boolean yes;

        @Option(names = "--remove-files", description = "Their files go with them (they are kept).")
        private boolean removeFiles;

        @Option(
                names = "--files-to",
                paramLabel = "NAME",
                description = "Their files are somebody else's from now on.")
        private @Nullable String filesTo;

        @Mixin private OperatorOptions options = new OperatorOptions();

        @Override
        public Integer call() {
            var who = OperatorOptions.name(name);
            if (removeFiles && filesTo != null) {
                throw CommandException.wrongUsage(
                        "--remove-files and --files-to exclude each other", "");
            }
            if (!yes && !isConfirmed(who)) {
                throw CommandException.wrongUsage(
                        "nothing was done", "With --yes " + who + " is removed for good.");
            }
            var done =
                    OperatorOptions.done(
                            options.with(
                                    ledger -> new PeopleAdmin(ledger, CLOCK).remove(who, files())));
            options.audit("removed", Map.of("user", who.value(), "by", "operator"));
            options.output()
                    .fact(Fact.of("removed " + done, "event", "removed", "name", who.value()));
            return ExitCode.DONE;
        }

        @SuppressWarnings("SystemConsoleNull") // there may be none in a small runtime image
        private static boolean isConfirmed(UserName who) {
            var console = System.console();
            return console != null
                    && console.isTerminal()
                    && "yes".equals(console.readLine("Remove %s for good? Type yes: ", who));
        }

        private Files files() {
            if (filesTo != null) {
                return new Files.HandTo(OperatorOptions.name(filesTo));
            }
            return removeFiles ? new Files.Remove() : new Files.Keep();
        }
    }

    /// `sampan people rekey`
    @Command(
            name = "rekey",
            mixinStandardHelpOptions = true,
            description = {
                "Let somebody come back who has lost all devices",
                "",
                "Prints a link that is good for this name, once. Who joins with it is that",
                "person; the devices of before are revoked then.",
                ""
            })
    static final class Rekey implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "Who.")
        private String name = "";

        @Option(names = "--for", paramLabel = "TIME", description = "How long it is good (7d).")
        private Duration goodFor = Invitation.GOOD_FOR;

        @Mixin private OperatorOptions options = new OperatorOptions();

        @Override
        public Integer call() {
            var who = OperatorOptions.name(name);
            var addresses = new Addresses(options.home()).read();
            if (addresses.isEmpty()) {
                throw CommandException.failed(
                        "there is no server with identities in " + options.home(),
                        "Start it once: sampan server --home " + options.home());
            }
            var code =
                    OperatorOptions.done(
                            options.with(ledger ->
                                    new Invitations(ledger.people(), CLOCK).rekey(who, goodFor)));
            var link =
                    new InviteLink(
                            addresses,
                            code,
                            ServerCertificate.open(options.home(), CLOCK).fingerprint());
            options.audit("rekey-invited", Map.of("user", who.value(), "by", "operator"));
            options.output().fact(Invitation.fact(link));
            return ExitCode.DONE;
        }
    }

    /// `sampan people devices`
    @Command(
            name = "devices",
            mixinStandardHelpOptions = true,
            description = "List somebody's devices")
    static final class Devices implements Callable<Integer> {

        @Parameters(paramLabel = "NAME", description = "Whose.")
        private String name = "";

        @Mixin private OperatorOptions options = new OperatorOptions();

        @Override
        public Integer call() {
            var who = OperatorOptions.name(name);
            var devices =
                    OperatorOptions.done(
                            options.with(ledger -> new PeopleAdmin(ledger, CLOCK).devices(who)));
            CommandOutput output = options.output();
            devices.forEach(device -> output.fact(fact(device)));
            if (devices.isEmpty()) {
                output.note(who + " has no device that is let in.");
            }
            return ExitCode.DONE;
        }

        private static Fact fact(DeviceRecord device) {
            return Fact.of(
                    "%s  %s  added %s, last here %s"
                            .formatted(device.id(), device.label(), device.added(), device.seen()),
                    "event",
                    "device",
                    "device",
                    device.id().toString(),
                    "name",
                    device.person().value(),
                    "label",
                    device.label().value(),
                    "added",
                    device.added().toString(),
                    "seen",
                    device.seen().toString());
        }
    }

    /// `sampan people revoke`
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revoke a device of somebody's: it is not let in any more")
    static final class Revoke implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "NAME", description = "Whose.")
        private String name = "";

        @Parameters(
                index = "1",
                paramLabel = "DEVICE",
                description = "Which, as `people devices` says.")
        private String device = "";

        @Mixin private OperatorOptions options = new OperatorOptions();

        @Override
        public Integer call() {
            var who = OperatorOptions.name(name);
            var id =
                    id().orElseThrow(() ->
                            CommandException.wrongUsage(
                                    "a device's id has 16 hexadecimal digits",
                                    "`sampan people devices " + who + "` lists them."));
            OperatorOptions.done(
                    options.with(ledger -> new PeopleAdmin(ledger, CLOCK).revoke(who, id)));
            options.audit(
                    "device-revoked",
                    Map.of("user", who.value(), "device", id.toString(), "by", "operator"));
            options.output()
                    .fact(
                            Fact.of(
                                    "revoked " + id,
                                    "event",
                                    "revoked",
                                    "name",
                                    who.value(),
                                    "device",
                                    id.toString()));
            return ExitCode.DONE;
        }

        private Optional<DeviceId> id() {
            try {
                return Optional.of(DeviceId.parse(device));
            } catch (InvalidValueException e) {
                return Optional.empty();
            }
        }
    }
}
