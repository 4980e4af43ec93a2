package io.sampan.bench.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sampan.client.lane.Credentials;
import io.sampan.client.lane.Login;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Ping;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/// Many people who are online on an open server and say nothing, each a lane and a virtual thread.
/// Its word is the server's address. `gather NUMBER` is answered with `done NUMBER` when each of
/// them sees all of them. They stay until the end of the input.
public final class Crowd {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SILENCE = Duration.ofHours(1);
    private static final Duration PING_EVERY = Duration.ofSeconds(20);
    private static final int COMING_AT_ONCE = 64;

    private final LinkConnector connector;
    private final HostPort server;
    private final Semaphore door = new Semaphore(COMING_AT_ONCE);

    private Crowd(LinkConnector connector, HostPort server) {
        this.connector = connector;
        this.server = server;
    }

    public static void main(String... words) throws IOException, InterruptedException {
        var out = new PrintStream(System.out, true, UTF_8);
        try (var transport = Transport.openDaemon(2, "crowd");
                var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            var connector =
                    new LinkConnector(
                            transport,
                            SocketOptions.probe(
                                    transport.kind(), LoggerFactory.getLogger(Crowd.class)),
                            new LinkSettings(PATIENCE, PATIENCE));
            var crowd = new Crowd(connector, HostPort.parse(words[0]));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var number = Integer.parseInt(List.of(line.split("\t", -1)).get(1));
                out.println((crowd.gather(number) ? "done\t" : "failed\tnot all of ") + number);
            }
        }
    }

    private boolean gather(int number) throws InterruptedException {
        var complete = new CountDownLatch(number);
        for (var i = 0; i < number; i++) {
            var name = new UserName("p" + i);
            Thread.startVirtualThread(() -> attend(name, number, complete));
        }
        return complete.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /// Whoever says nothing for two heartbeats is offline.
    private static void keepAlive(Link link) {
        try {
            while (link.isOpen()) {
                Thread.sleep(PING_EVERY);
                link.send(2, new Ping());
            }
        } catch (LinkException e) {
            System.err.println("a lane is gone: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attend(UserName name, int everybody, CountDownLatch complete) {
        try {
            door.acquireUninterruptibly();
            var link =
                    new Login(connector, new Credentials.NameOnly(name), PATIENCE)
                            .connect(server)
                            .link();
            link.send(1, new Attend(false));
            door.release();
            Thread.startVirtualThread(() -> keepAlive(link));
            var seen = 0;
            var told = false;
            while (true) {
                var frame = link.receive(SILENCE).frame();
                if (frame instanceof Roster roster) {
                    seen = roster.names().size();
                } else if (frame instanceof RosterDelta delta) {
                    seen += delta.arrived().size() - delta.left().size();
                }
                if (seen >= everybody && !told) {
                    told = true;
                    complete.countDown();
                }
            }
        } catch (LinkException e) {
            System.err.println(name + ": " + e.getMessage());
        }
    }
}
