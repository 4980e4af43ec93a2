package io.sampan.bench.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sampan.client.lane.Credentials;
import io.sampan.client.lane.LaneLogin;
import io.sampan.client.lane.LoginRefusedException;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Ping;
import io.sampan.wire.frame.ControlFrame.Pong;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.PeopleFrame.Attend;
import io.sampan.wire.frame.PeopleFrame.Roster;
import io.sampan.wire.frame.PeopleFrame.RosterDelta;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkException;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/// Many people who are online on an open server and say nothing but that they are there, each a
/// lane and a virtual thread. Its word is the servers or relays, with commas between. `gather
/// NUMBER` is answered with `done NUMBER` when each of them sees all of them. They stay until the
/// end of the input.
public final class Crowd {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SILENCE = Duration.ofHours(1);
    private static final Duration PING_EVERY = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);
    private static final int COMING_AT_ONCE = 64;

    private final LinkConnector connector;
    private final List<HostPort> entries;
    private final Semaphore door = new Semaphore(COMING_AT_ONCE);
    private final Requests pings = new Requests("pings");
    private final AtomicInteger here = new AtomicInteger();
    private final AtomicInteger complete = new AtomicInteger();
    private volatile boolean silent;

    Crowd(LinkConnector connector, List<HostPort> entries) {
        this.connector = connector;
        this.entries = entries;
    }

    public static void main(String... words) throws IOException {
        var out = new PrintStream(System.out, true, UTF_8);
        try (var transport = Transport.openDaemon(2, "crowd");
                var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            var connector =
                    new LinkConnector(
                            transport,
                            SocketOptions.probe(
                                    transport.kind(), LoggerFactory.getLogger(Crowd.class)),
                            new LinkSettings(PATIENCE, PATIENCE));
            var crowd = new Crowd(connector, HostPort.parseList(words[0]));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var number = Integer.parseInt(List.of(line.split("\t", -1)).get(1));
                out.println((crowd.gather(number) ? "done\t" : "failed\tnot all of ") + number);
            }
        }
    }

    /// Brings so many online, and says whether in the end each of them sees all of them. Waits as
    /// long as there is some progress every two minutes.
    boolean gather(int number) {
        here.set(0);
        complete.set(0);
        for (var i = 0; i < number; i++) {
            var name = new UserName("p" + i);
            var entry = entries.get(i % entries.size());
            Thread.startVirtualThread(() -> attend(entry, name, number));
        }
        var before = -1;
        while (progress() > before && complete.get() < number) {
            before = progress();
            var reached = before;
            Await.until(PATIENCE, POLL, () -> progress() > reached || complete.get() >= number);
        }
        return complete.get() >= number;
    }

    private int progress() {
        return here.get() + complete.get();
    }

    /// How many see everybody.
    int complete() {
        return complete.get();
    }

    Requests requests() {
        return pings;
    }

    /// No more pings; returns when all are answered, or after so long.
    void fallSilent(Duration patience) {
        silent = true;
        Await.until(patience, POLL, pings::isEveryOneAnswered);
    }

    /// Whoever says nothing for two heartbeats is offline.
    private void keepAlive(Link link) {
        try {
            while (link.isOpen() && !silent) {
                Thread.sleep(PING_EVERY);
                if (!silent) {
                    pings.onAsked();
                    link.send(2, new Ping());
                }
            }
        } catch (LinkException e) {
            pings.onTrouble("a lane is gone: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whoever is cut off comes again; whoever is refused, or came again from somewhere else, does
    /// not.
    private void attend(HostPort entry, UserName name, int everybody) {
        var member = new Member(everybody);
        var welcome = true;
        while (welcome) {
            try {
                var link = comeOnline(entry, name);
                Thread.startVirtualThread(() -> keepAlive(link));
                welcome = member.listen(link);
            } catch (LinkException e) {
                pings.onTrouble(name + ": " + e.getMessage());
                LockSupport.parkNanos(COME_AGAIN.toNanos());
            } catch (LoginRefusedException e) {
                pings.onTrouble(name + ": " + e.refusal());
                welcome = false;
            }
        }
    }

    /// What one of them sees.
    private final class Member {

        private final int everybody;
        private boolean told;

        private Member(int everybody) {
            this.everybody = everybody;
        }

        /// Returns, with false, when the server has said that it shall not come again.
        boolean listen(Link link) {
            var seen = 0;
            while (true) {
                switch (link.receive(SILENCE).frame()) {
                    case Pong _ -> pings.onAnswered();
                    case Roster roster -> seen = roster.names().size();
                    case RosterDelta delta -> seen += delta.arrived().size() - delta.left().size();
                    case Refused _ -> {
                        return false;
                    }
                    default -> {
                        // Nothing else is counted.
                    }
                }
                if (seen >= everybody && !told) {
                    told = true;
                    complete.incrementAndGet();
                }
            }
        }
    }

    private Link comeOnline(HostPort entry, UserName name) {
        door.acquireUninterruptibly();
        try {
            var login = new LaneLogin(connector, new Credentials.NameOnly(name), PATIENCE);
            var link = login.connect(entry).link();
            link.send(1, new Attend(false));
            here.incrementAndGet();
            return link;
        } finally {
            door.release();
        }
    }
}
