package io.sampan.cli.serve;

import static io.sampan.cli.serve.ServerFile.or;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.Home;
import io.sampan.cli.serve.ServerPlan.PackagePlan;
import io.sampan.cli.setting.Toml;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.LogSetup;
import io.sampan.core.storage.StorageException;
import io.sampan.core.transfer.Housekeeping;
import io.sampan.core.transfer.TooMuchUnknownException;
import io.sampan.disk.DamagedFileException;
import io.sampan.model.InvalidValueException;
import io.sampan.server.ServerSettings;
import io.sampan.server.packages.PackageLayout;
import io.sampan.store.Stores;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.DescriptorLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sampan server`: options go before the configuration file, and that before the defaults.
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Keep people's files and messages",
            "",
            "Lines are private, and people come with an invitation: `sampan invite` makes",
            "one, and until somebody has joined each start makes one: on a terminal, or in",
            "the file first-invitation of the home. Everybody goes on with that link and",
            "`sampan join`. With --plain there are no secrets, and everybody is believed.",
            "",
            "Everything lives in one folder. SIGTERM or Ctrl-C ends it; whatever was",
            "acknowledged is kept, also if it is killed.",
            ""
        })
public final class ServerCommand implements Callable<Integer> {

    private static final HostPort LISTEN = new HostPort("127.0.0.1", 7267);
    private static final int MOST_ONLINE = 10_000;
    private static final Duration KEPT = Duration.ofDays(30);

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where everything lives (SAMPAN_HOME/server).")
    private @Nullable Path home;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where to listen (127.0.0.1:7267); port 0 takes any free one.")
    private @Nullable HostPort listen;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in TOML; the README lists them.")
    private @Nullable Path config;

    @Option(
            names = "--metrics",
            paramLabel = "HOST:PORT",
            description = "Where to show figures for Prometheus.")
    private @Nullable HostPort metrics;

    @Option(
            names = "--package",
            paramLabel = "HOST:PORT",
            description =
                    "Where to serve programs that speak the Package struct; they have no login. A port"
                            + " alone means 127.0.0.1.")
    private @Nullable String packages;

    @Option(
            names = "--package-layout",
            paramLabel = "seed|md5",
            description =
                    "Which struct they speak; has to be said with --package. seed has 288 bytes; md5"
                            + " has 336, with an MD5 behind the name.")
    private @Nullable PackageLayout packageLayout;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "How many uploads may be arriving at once (200).")
    private @Nullable Integer slots;

    @Option(
            names = "--messages-kept",
            paramLabel = "TIME",
            description = "For how long messages that everybody has (30d).")
    private @Nullable Duration messagesKept;

    @Option(
            names = "--files-kept",
            paramLabel = "TIME",
            description = "For how long at least files of messages that everybody has (30d).")
    private @Nullable Duration filesKept;

    @Option(
            names = "--accept-older-ledger",
            description = {
                "A copy of ledger.db was put back: what it does not know is",
                "kept in blobs/unknown, and open invitations are void."
            })
    private boolean acceptOlderLedger;

    @Option(
            names = "--accept-older-blobs",
            description = "A copy of the folder blobs was put back.")
    private boolean acceptOlderBlobs;

    @Option(names = "--plain", description = "No encryption and no identities; on loopback only.")
    private boolean plain;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var plan = checkedPlan();
        if (plan.plain()) {
            Loopback.require(plan.settings().listen());
        }
        LogSetup.tellWhatHappens();
        var stop = StopSignal.register();
        try (var server = RunningServer.start(plan, InstantSource.system())) {
            var voice = CommandOutput.ofProcess(json);
            server.packages().ifPresent(at -> voice.fact(packagesAt(at)));
            new FirstInvitation(plan.home()).tell(server.firstInvitation(), voice);
            voice.fact(Ready.at(server.address()));
            server.onReload(() -> reload(server, plan));
            server.tellReady();
            stop.await();
        } catch (TooMuchUnknownException e) {
            throw CommandException.failed(
                    "the server does not start: " + e.getMessage(),
                    "Nothing was changed. Was an older ledger.db put back? Put the newest one back,"
                            + " or let `sampan check --repair` list again what it does not know. Or"
                            + " start with --accept-older-ledger: that is then kept in"
                            + " blobs/unknown.");
        } catch (StorageException e) {
            throw CommandException.failed(
                    "the server cannot start: " + e.getMessage(),
                    e.getCause() instanceof DamagedFileException
                            ? "The files in "
                                    + plan.home().resolve("blobs")
                                    + " are safe. Put a copy of the damaged one back, or what"
                                    + " `sqlite3 DAMAGED .recover` saves of it."
                            : "Nothing in " + plan.home() + " was changed.");
        }
        return ExitCode.DONE;
    }

    /// What can be changed while the server runs is; what cannot is told.
    private Fact reload(RunningServer server, ServerPlan running) {
        try {
            var wanted = checkedPlan();
            server.limitEach(wanted.bandwidth());
            var restart = !wanted.withBandwidth(running.bandwidth()).equals(running);
            return Fact.of(
                    restart
                            ? "reloaded; other settings have changed, too, and hold after a restart"
                            : "reloaded",
                    "event",
                    "reload",
                    "result",
                    "done",
                    "restart",
                    restart);
        } catch (CommandException e) {
            return Fact.of(String.valueOf(e.getMessage()), "event", "reload", "result", "failed");
        }
    }

    /// Rules that several settings have together know no line; the file is named all the same.
    private ServerPlan checkedPlan() {
        try {
            return plan(
                    Toml.read(
                            Optional.ofNullable(config),
                            ServerFile.class,
                            "SAMPAN_SERVER_",
                            System.getenv()));
        } catch (InvalidValueException e) {
            throw CommandException.wrongUsage(
                    (config == null ? "" : config + ": ") + e.getMessage(), "Nothing was started.");
        }
    }

    private static Fact packagesAt(HostPort address) {
        return Fact.of("package " + address, "event", "package", "address", address.toString());
    }

    private Optional<PackagePlan> packages(ServerFile file) {
        var table = file.packages();
        var listen =
                packages == null
                        ? Optional.ofNullable(table).map(ServerFile.PackageTable::listen)
                        : Optional.of(HostPort.parse(withHost(packages)));
        var layout = packageLayout == null && table != null ? table.layout() : packageLayout;
        if (listen.isPresent() && layout == null) {
            throw CommandException.wrongUsage(
                    "--package serves one layout of the struct, and nothing says which",
                    "Add --package-layout md5 (or layout = \"md5\" under [package]) if the struct has"
                            + " a field md5 and 336 bytes, seed if it has none and 288. There is no"
                            + " default: with the wrong one every size is read from the wrong"
                            + " place.");
        }
        if (listen.isEmpty() && layout != null) {
            throw CommandException.wrongUsage(
                    "--package-layout says how, and nothing says where",
                    "Add --package HOST:PORT (or listen under [package]).");
        }
        return listen.map(at -> new PackagePlan(at, Objects.requireNonNull(layout)));
    }

    private static String withHost(String address) {
        return address.contains(":") ? address : "127.0.0.1:" + address;
    }

    private ServerPlan plan(ServerFile file) {
        var normal = ServerSettings.at(or(listen, or(file.listen(), LISTEN)));
        var door = Places.within(file.door(normal.door()), DescriptorLimit.ofThisProcess().lanes());
        var settings =
                new ServerSettings(
                        normal.listen(),
                        or(file.relays(), List.of()),
                        door,
                        or(file.maxLanesPerPerson(), Math.max(1, door.most() / 4)),
                        or(file.requestsPerSecond(), normal.requestsPerSecond()),
                        or(file.loginTimeout(), normal.loginTimeout()),
                        or(file.heartbeat(), normal.heartbeat()),
                        or(file.sendSilence(), normal.sendSilence()));
        var messages = file.messages();
        var limits = file.limits();
        return new ServerPlan(
                or(home, or(file.home(), Home.ofServer())).toAbsolutePath().normalize(),
                settings,
                plain,
                slots == null ? limits : limits.withSlots(slots),
                file.bandwidth(),
                file.messageLimits(),
                or(file.online(), MOST_ONLINE),
                or(messagesKept, messages == null ? KEPT : or(messages.kept(), KEPT)),
                or(filesKept, messages == null ? KEPT : or(messages.filesKept(), KEPT)),
                file.scrub(),
                or(file.unknownKept(), Housekeeping.UNKNOWN_KEPT),
                new Stores.Accepted(acceptOlderLedger, acceptOlderBlobs),
                packages(file),
                WebPlan.of(file.web(), settings.listen()),
                Optional.ofNullable(metrics == null ? file.metrics() : metrics));
    }
}
