package io.sampan.cli.session;

import io.sampan.cli.CommandException;
import io.sampan.cli.Home;
import io.sampan.cli.setting.ByteSize;
import io.sampan.cli.setting.Rate;
import io.sampan.cli.terminal.NobodyYet;
import io.sampan.client.ClientConfig;
import io.sampan.client.Sampan;
import io.sampan.client.SpeedLimit.Rates;
import io.sampan.client.identity.Identity;
import io.sampan.client.identity.IdentityFile;
import io.sampan.client.identity.InviteLink;
import io.sampan.client.identity.PageAddress;
import io.sampan.client.lane.Credentials;
import io.sampan.client.task.TransferEvent;
import io.sampan.disk.Disk;
import io.sampan.model.DeviceLabel;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every client command: who one is, where to go, and how.
///
/// A home with an identity is that person's, on that identity's server. Where there is none, what
/// is not given is what the environment says (`SAMPAN_AS`, `SAMPAN_VIA`); then what was given last
/// in this home; then the name of the account, and a plain server on this machine.
public final class SessionOptions {

    private static final List<HostPort> THIS_MACHINE = List.of(new HostPort("127.0.0.1", 7267));

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration WEB_TOKEN = Duration.ofMinutes(10);

    /// What only reads can be asked again at no cost.
    private static final Duration PATIENCE_TO_READ = Duration.ofSeconds(10);

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Who you are (remembered; at first your account's name).")
    private @Nullable UserName who;

    @Option(
            names = "--via",
            split = ",",
            paramLabel = "HOST:PORT",
            description = "Through which relays, or to which server (remembered).")
    private @Nullable List<HostPort> via;

    @Option(names = "--lanes", paramLabel = "N", description = "Connections at once (8).")
    private @Nullable Integer lanes;

    @Option(names = "--files-at-once", paramLabel = "N", description = "Files carried at once (5).")
    private @Nullable Integer filesAtOnce;

    @Option(
            names = "--block",
            paramLabel = "SIZE",
            description = "What a lane sends at a time (8 MiB).")
    private @Nullable ByteSize block;

    @Option(
            names = "--limit",
            paramLabel = "RATE",
            description = "How fast files go, each way: 5M, 500k (as fast as can be).")
    private @Nullable Rate limit;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            description = {
                "How long nobody may answer before giving up (10m;",
                "10s where a command only reads)."
            })
    private @Nullable Duration patience;

    /// Opens the person's home, and remembers who and where.
    ///
    /// @throws CommandException if nobody has joined from it and no server is known
    public Sampan open(Consumer<TransferEvent> listener) {
        var session = Sampan.open(config(true), listener);
        if (limit != null) {
            session.speedLimit().change(new Rates(limit.bytesPerSecond(), limit.bytesPerSecond()));
        }
        return session;
    }

    /// The same for a command that only reads: it gives up after seconds, unless a patience was
    /// given.
    public Sampan openToRead() {
        patience = patienceToRead();
        return open();
    }

    /// The same for a command that needs no server.
    public Sampan openAlone() {
        return Sampan.open(config(false), new NobodyYet(System.err::println));
    }

    /// The same, for whoever wants no events but to be told if nobody answers.
    public Sampan open() {
        return open(new NobodyYet(System.err::println));
    }

    /// The server's `/api`, as whoever the session is.
    ///
    /// @throws CommandException if the session gets no token for it
    public WebApi webApi(Sampan session) {
        var config = config(true);
        return switch (session.token(WEB_TOKEN, "")) {
            case Outcome.Refused<byte[]>(var refusal) ->
                    throw CommandException.refused("no token", refusal);
            case Outcome.Done<byte[]>(var token) ->
                    new WebApi(
                            config.relays(),
                            config.credentials() instanceof Credentials.Proved proved
                                    ? Optional.of(proved.identity().server())
                                    : Optional.empty(),
                            Base64.getUrlEncoder().withoutPadding().encodeToString(token));
        };
    }

    /// Where browsers find the page.
    ///
    /// @param address as it was given; empty for where this person goes
    public PageAddress page(String address) {
        return address.isEmpty()
                ? PageAddress.of(config(true).relays().getFirst())
                : PageAddress.parse(address);
    }

    private ClientConfig config(boolean needsServer) {
        var home = Home.ofPerson();
        return tuned(
                new IdentityFile(Disk.real(), home)
                        .read()
                        .map(identity -> proved(home, identity))
                        .orElseGet(() -> nameOnly(home, needsServer)));
    }

    private ClientConfig nameOnly(Path home, boolean needsServer) {
        var memory = new LastUsed(home);
        var name = given().or(memory::who).orElseGet(SessionOptions::account);
        var known = via().or(memory::via);
        if (needsServer && known.isEmpty()) {
            Joined.requireServerAt(THIS_MACHINE, home);
        }
        var addresses = known.orElse(THIS_MACHINE);
        if (needsServer || known.isPresent()) {
            remember(memory, name, addresses);
        }
        return ClientConfig.of(home, name, addresses);
    }

    /// A home that cannot be written is no reason not to do what was asked.
    private static void remember(LastUsed memory, UserName name, List<HostPort> addresses) {
        try {
            memory.remember(name, addresses);
        } catch (UncheckedIOException e) {
            System.err.println(
                    "sampan: --as and --via are not remembered, as the home cannot be written: "
                            + String.valueOf(e.getMessage()));
        }
    }

    private ClientConfig proved(Path home, Identity identity) {
        given().filter(name -> !name.equals(identity.name()))
                .ifPresent(other -> {
                    throw CommandException.wrongUsage(
                            "this home is " + identity.name() + "'s, not " + other + "'s",
                            "Somebody else has another SAMPAN_HOME.");
                });
        return ClientConfig.of(home, identity, via().orElse(identity.addresses()));
    }

    /// The settings for joining with `link` as somebody who is new.
    ///
    /// @param identity made for the link, not known to the server yet
    /// @param label what the new device is called
    public ClientConfig joining(Identity identity, InviteLink link, DeviceLabel label) {
        return tuned(
                ClientConfig.of(
                        Home.ofPerson(),
                        new Credentials.Proved(identity, link.code(), label),
                        via().orElse(link.addresses())));
    }

    /// The name that was given, here or in the environment.
    public Optional<UserName> given() {
        return Optional.ofNullable(who).or(() -> environment("SAMPAN_AS").map(UserName::new));
    }

    /// What the person has set in their home.
    public PersonSettings settings() {
        return PersonSettings.read(Home.ofPerson(), System.getenv());
    }

    /// How long nobody may answer.
    public Duration patience() {
        return patience == null ? PATIENCE : patience;
    }

    /// The same for a command that only reads.
    public Duration patienceToRead() {
        return patience == null ? PATIENCE_TO_READ : patience;
    }

    private Optional<List<HostPort>> via() {
        return Optional.ofNullable(via)
                .or(() -> environment("SAMPAN_VIA").map(HostPort::parseList));
    }

    private ClientConfig tuned(ClientConfig normal) {
        var config = lanes == null ? normal : normal.withLanes(lanes);
        config = filesAtOnce == null ? config : config.withFilesAtOnce(filesAtOnce);
        config = block == null ? config : config.withBlockBytes(block.toInt());
        return patience == null ? config : config.withPatience(patience);
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    private static UserName account() {
        try {
            return new UserName(System.getProperty("user.name", ""));
        } catch (InvalidValueException e) {
            throw CommandException.wrongUsage(
                    "who are you? (" + e.getMessage() + ")", "Say it once with --as NAME.");
        }
    }
}
