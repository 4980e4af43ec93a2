package io.sampan.systemtests.people;

import io.sampan.client.lane.Credentials;
import io.sampan.client.lane.LaneLogin;
import io.sampan.model.UserName;
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
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.slf4j.LoggerFactory;

/// Very many people who are online on an open server and say nothing, in this process: a lane and a
/// virtual thread each, no home.
final class Crowd implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SILENCE = Duration.ofMinutes(30);
    private static final int COMING_AT_ONCE = 64;

    private final Transport transport = Transport.open(2, "crowd");
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore door = new Semaphore(COMING_AT_ONCE);
    private final Queue<Link> links = new ConcurrentLinkedQueue<>();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final LinkConnector connector;
    private final HostPort address;
    private final AtomicIntegerArray seen;
    private volatile boolean over;

    private Crowd(HostPort address, int number) {
        this.address = address;
        this.seen = new AtomicIntegerArray(number);
        this.connector =
                new LinkConnector(
                        transport,
                        SocketOptions.probe(transport.kind(), LoggerFactory.getLogger(Crowd.class)),
                        new LinkSettings(PATIENCE, PATIENCE));
    }

    /// They begin to come.
    static Crowd gather(HostPort address, int number) {
        var crowd = new Crowd(address, number);
        for (var i = 0; i < number; i++) {
            var member = i;
            crowd.threads.submit(() -> crowd.attend(member));
        }
        return crowd;
    }

    private void attend(int member) {
        try (var link = comeIn(member)) {
            while (!over) {
                switch (link.receive(SILENCE).frame()) {
                    case Roster roster -> seen.set(member, roster.names().size());
                    case RosterDelta delta ->
                            seen.addAndGet(member, delta.arrived().size() - delta.left().size());
                    default -> {
                        // Nothing that is counted here.
                    }
                }
            }
        } catch (RuntimeException e) {
            if (!over) {
                troubles.add(String.valueOf(e));
            }
        }
    }

    private Link comeIn(int member) {
        door.acquireUninterruptibly();
        try {
            var name = new UserName("p" + member);
            var link =
                    new LaneLogin(connector, new Credentials.NameOnly(name), PATIENCE)
                            .connect(address)
                            .link();
            links.add(link);
            link.send(1, new Attend(false));
            return link;
        } finally {
            door.release();
        }
    }

    /// How many of them see at least so many people online.
    long whoSee(int number) {
        var enough = 0;
        for (var i = 0; i < seen.length(); i++) {
            enough += seen.get(i) >= number ? 1 : 0;
        }
        return enough;
    }

    /// What went wrong, one line for each who was lost.
    Queue<String> troubles() {
        return troubles;
    }

    @Override
    public void close() {
        over = true;
        for (var link : links) {
            try {
                link.abort();
            } catch (LinkException gone) {
                troubles.add(String.valueOf(gone));
            }
        }
        threads.close();
        transport.close();
    }
}
