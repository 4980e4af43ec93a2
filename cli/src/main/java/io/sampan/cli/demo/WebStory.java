package io.sampan.cli.demo;

import io.sampan.cli.serve.Invitation;
import io.sampan.cli.serve.Qr;
import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.Screen;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.identity.PageAddress;
import io.sampan.core.storage.PersonRecord;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.UserName;
import io.sampan.store.SqliteLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The demo for a person with a browser: two windows, and plugs that are pulled.
///
/// ```
///   link ──▶ first window joins ──▶ another link ──▶ second window joins
///                                                        │ every few seconds, until Ctrl-C
///                                                        ▼
///                        edge, hub, server: killed, told, started again
/// ```
///
/// What has happened is read from the server's ledger, which outlives every kill. All methods are
/// called by the demo's own thread.
final class WebStory {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration PLUG_EVERY = Duration.ofSeconds(8);
    private static final Duration DEAD_FOR = Duration.ofSeconds(1);
    private static final Duration GOOD_FOR = Duration.ofHours(1);

    private final Cluster cluster;
    private final Account account;
    private final CommandOutput output;
    private final Screen screen;
    private final InstantSource clock;
    private final Set<MediaId> told = new HashSet<>();
    private int kills;

    WebStory(
            Cluster cluster,
            Account account,
            CommandOutput output,
            Screen screen,
            InstantSource clock) {
        this.cluster = cluster;
        this.account = account;
        this.output = output;
        this.screen = screen;
        this.clock = clock;
    }

    /// Plays until the process is ended.
    void play() {
        var nodes = cluster.start();
        account.tell("the server, two hubs and two edges are up");
        try (var ledger = SqliteLedger.open(cluster.serverHome().resolve("ledger.db"))) {
            account.tell("open this in your browser, and choose a name:");
            show(nodes);
            var first = awaitPerson(ledger, 1);
            account.success(first + " is in");
            account.tell(
                    "open this in another window (a private one, or another browser), as somebody"
                            + " else:");
            show(nodes);
            var second = awaitPerson(ledger, 2);
            account.success(second + " is in");
            account.tell(
                    "send each other photos and films: from now on a plug is pulled every "
                            + PLUG_EVERY.toSeconds()
                            + " s. Ctrl-C ends it.");
            pullPlugs(ledger, nodes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(Cluster.Nodes nodes) {
        var edge = nodes.edgeA().address();
        var code = Invitation.to(cluster.serverHome(), List.of(edge), GOOD_FOR, clock).code();
        var link = PageAddress.of(edge).inviteLink(code);
        output.fact(Fact.of(link, "event", "page", "link", link));
        if (screen.facts() && !output.isJson()) {
            output.draw(Qr.of(link, screen));
        }
    }

    private static UserName awaitPerson(SqliteLedger ledger, int count)
            throws InterruptedException {
        var people = ledger.people().all();
        while (people.size() < count) {
            Thread.sleep(LOOK_EVERY);
            people = ledger.people().all();
        }
        return people.stream()
                .max(java.util.Comparator.comparing(PersonRecord::joined))
                .orElseThrow()
                .name();
    }

    /// One thing after the other dies and comes back; files that arrive meanwhile are told.
    private void pullPlugs(SqliteLedger ledger, Cluster.Nodes nodes) throws InterruptedException {
        var edge = nodes.edgeA();
        var hub = nodes.hubA();
        var server = nodes.server();
        for (var round = 0; ; round++) {
            tellArrivals(ledger, PLUG_EVERY);
            switch (round % 3) {
                case 0 -> {
                    kill(hub);
                    hub = cluster.restart(hub, server);
                }
                case 1 -> {
                    kill(server);
                    tellArrivals(ledger, DEAD_FOR);
                    server = cluster.restart(server);
                }
                default -> {
                    kill(edge);
                    edge = cluster.restart(edge, hub, nodes.hubB());
                }
            }
            account.tell("it is started again");
        }
    }

    private void kill(Node node) {
        node.kill();
        kills++;
        account.disaster(node.name() + " is killed (kill -9)");
        output.fact(Fact.of("killed " + node.name(), "event", "killed", "node", node.name()));
    }

    private void tellArrivals(SqliteLedger ledger, Duration meanwhile) throws InterruptedException {
        Instant until = clock.instant().plus(meanwhile);
        while (clock.instant().isBefore(until)) {
            for (var person : ledger.people().all()) {
                for (var media : ledger.media().list(person.name(), Optional.empty(), 10)) {
                    if (media.owner().equals(person.name()) && told.add(media.id())) {
                        tell(media);
                    }
                }
            }
            Thread.sleep(LOOK_EVERY);
        }
    }

    private void tell(Media media) {
        var name = TerminalText.text(media.name().value());
        account.success(
                name
                        + " of "
                        + media.owner()
                        + ", "
                        + Amounts.bytes(media.size())
                        + ", is whole on the server; killed so far: "
                        + kills);
        output.fact(
                Fact.of(
                        "arrived " + name,
                        "event",
                        "arrived",
                        "name",
                        media.name().value(),
                        "size",
                        media.size(),
                        "digest",
                        media.digest().toString(),
                        "kills",
                        kills));
    }
}
