package io.sampan.server;

import io.sampan.core.roster.Roster;
import io.sampan.core.roster.RosterNews;
import io.sampan.wire.frame.PeopleFrame;
import io.sampan.wire.frame.PeopleFrame.RosterDelta;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells one lane what changes on the roster. The more people are online, the longer it lets
/// changes come together, so that a thousand arrivals are not a million frames.
final class RosterThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RosterThread.class);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// So long for each person online: 0.1 s with a hundred of them, 10 s with ten thousand.
    private static final Duration TOGETHER_EACH = Duration.ofMillis(1);

    private final Link link;
    private final Roster roster;
    private final Faults faults;
    private final Thread thread;
    private long known;

    private RosterThread(Link link, Roster roster, long known, Faults faults) {
        this.link = link;
        this.faults = faults;
        this.roster = roster;
        this.known = known;
        this.thread = Thread.ofVirtual().name("roster").unstarted(this::run);
    }

    /// @param known the version that the lane has been told
    static RosterThread start(Link link, Roster roster, long known, Faults faults) {
        var news = new RosterThread(link, roster, known, faults);
        news.thread.start();
        return news;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                roster.since(known, PATIENCE).ifPresent(this::tell);
                Thread.sleep(TOGETHER_EACH.multipliedBy(roster.size()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LinkException e) {
            LOG.atTrace().setCause(e).log("the lane ended");
        } catch (RuntimeException e) {
            faults.refusal(e);
            link.abort();
        }
    }

    private void tell(RosterNews news) {
        known = news.version();
        link.send(
                0,
                switch (news) {
                    case RosterNews.Snapshot(var version, var names) ->
                            new PeopleFrame.Roster(version, names);
                    case RosterNews.Changes(var since, var version, var arrived, var left) ->
                            new RosterDelta(since, version, arrived, left);
                });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
