package io.sampan.server;

import io.sampan.core.identity.Sessions;
import io.sampan.wire.link.Link;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The lanes on which people were believed without a proof, as nobody had joined the server yet.
/// When somebody joins they end, and their tokens are good for nothing: whoever was there first
/// might have taken a name that is somebody's from then on. Any thread.
final class OpenLanes {

    private static final int MOST_SESSIONS = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Link> links = new HashSet<>();
    private final Sessions sessions = new Sessions(MOST_SESSIONS);
    private boolean over;

    /// The tokens of these lanes: no private line is opened by one.
    Sessions sessions() {
        return sessions;
    }

    /// Somebody is about to be believed.
    ///
    /// @return whether that is still possible
    boolean add(Link link) {
        lock.lock();
        try {
            links.removeIf(other -> !other.isOpen());
            return !over && links.add(link);
        } finally {
            lock.unlock();
        }
    }

    /// Somebody has joined.
    void end() {
        lock.lock();
        try {
            over = true;
            links.forEach(Link::abort);
            links.clear();
        } finally {
            lock.unlock();
        }
    }
}
