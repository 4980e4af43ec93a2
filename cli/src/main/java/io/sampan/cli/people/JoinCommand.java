package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.Home;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.NobodyYet;
import io.sampan.client.Sampan;
import io.sampan.client.identity.DeviceLink;
import io.sampan.client.identity.Identity;
import io.sampan.client.identity.IdentityFile;
import io.sampan.client.identity.InviteLink;
import io.sampan.disk.Disk;
import io.sampan.model.DeviceLabel;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan join`
///
/// The key is written to the home before the server hears of it, and becomes the identity when the
/// server has said welcome. So joining can be repeated until it has worked, whatever got lost.
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Become somebody on a server that you were invited to",
            "",
            "Makes a key in SAMPAN_HOME, which is you from now on. The link is good once: an",
            "invitation (`sampan invite`), or that of another device of yours (`sampan link`).",
            ""
        })
public final class JoinCommand implements Callable<Integer> {

    private static final Optional<DeviceLink> NO_DEVICE = Optional.empty();

    private static final String ANOTHER_HOME =
            "A home is one person's on one server. Set SAMPAN_HOME to another folder.";

    @Parameters(
            arity = "0..1",
            paramLabel = "LINK",
            description = {
                "What `sampan invite` or `sampan link` printed. `-`, or nothing: it is read from",
                "standard input, and so stands in no list of processes."
            })
    private String link = "-";

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "What this device is called (the machine's name).")
    private @Nullable String label;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var text = link.equals("-") ? LinkInput.ask() : link;
        var device = DeviceLink.isMeant(text) ? Optional.of(DeviceLink.parse(text)) : NO_DEVICE;
        var invitation = device.map(DeviceLink::toInvite).orElseGet(() -> InviteLink.parse(text));
        var name = device.map(this::person).orElseGet(this::newName);
        var disk = Disk.real();
        disk.makeFolder(Home.ofPerson());
        var file = new IdentityFile(disk, Home.ofPerson());
        var known = file.read();
        if (known.isPresent()) {
            requireSame(known.get(), name, invitation);
        } else {
            join(invitation, name, file, IdentityFile.joining(disk, Home.ofPerson()));
        }
        CommandOutput.ofProcess(json)
                .fact(
                        Fact.of(
                                "You are " + name + " now. `sampan who` shows who is online.",
                                "event",
                                "joined",
                                "name",
                                name.value()));
        return ExitCode.DONE;
    }

    private UserName newName() {
        return options.given()
                .orElseThrow(() ->
                        CommandException.wrongUsage(
                                "who do you want to be?", "Say it with --as NAME."));
    }

    /// A device's link says whose it is.
    private UserName person(DeviceLink device) {
        options.given()
                .filter(other -> !other.equals(device.person()))
                .ifPresent(other -> {
                    throw CommandException.wrongUsage(
                            "the link is for a device of " + device.person() + ", not of " + other,
                            "Leave --as away.");
                });
        return device.person();
    }

    /// What the device is called where nobody said: the name of the machine.
    private DeviceLabel label() {
        try {
            return new DeviceLabel(
                    label == null ? InetAddress.getLocalHost().getHostName() : label);
        } catch (UnknownHostException | InvalidValueException e) {
            if (label != null) {
                throw new InvalidValueException("--label: " + e.getMessage());
            }
            return DeviceLabel.NONE;
        }
    }

    private static void requireSame(Identity known, UserName name, InviteLink invitation) {
        if (!known.name().equals(name) || !known.server().equals(invitation.fingerprint())) {
            throw CommandException.wrongUsage(
                    "this home is "
                            + known.name()
                            + "'s already"
                            + (known.name().equals(name) ? ", on another server" : ""),
                    ANOTHER_HOME);
        }
    }

    private void join(
            InviteLink invitation, UserName name, IdentityFile file, IdentityFile pending) {
        var identity =
                pending.read()
                        .filter(begun -> begun.name().equals(name))
                        .filter(begun -> begun.server().equals(invitation.fingerprint()))
                        .orElseGet(() -> Identity.make(name, invitation));
        pending.write(identity);
        var nobodyYet = new NobodyYet(System.err::println);
        try (var session = Sampan.open(options.joining(identity, invitation, label()), nobodyYet)) {
            if (session.logIn() instanceof Outcome.Refused<UserName>(var refusal)) {
                throw CommandException.refused("you cannot join as " + name, refusal);
            }
        }
        file.write(identity);
        pending.remove();
    }
}
