package io.sampan.wire.link;

import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.PeopleFrame.Deliver;
import io.sampan.wire.frame.PeopleFrame.DeliverReceipt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The requests of one link that have no answer yet, and when they came. Requests that never get
/// one are dropped after so many others. Thread-safe.
final class OpenRequests {

    /// A lane has at most some hundred requests at work at once.
    private static final int MOST = 1024;

    private record Request(Class<? extends Frame> kind, long since) {}

    private final RequestObserver observer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, Request> open =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Request> eldest) {
                    return size() > MOST;
                }
            };

    OpenRequests(RequestObserver observer) {
        this.observer = observer;
    }

    void onReceived(int exchange, Frame frame) {
        lock.lock();
        try {
            open.put(exchange, new Request(frame.getClass(), System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    void onSent(int exchange, Frame frame) {
        if (frame instanceof Deliver || frame instanceof DeliverReceipt) {
            return; // begins an exchange of ours
        }
        @Nullable Request request;
        lock.lock();
        try {
            request = open.remove(exchange);
        } finally {
            lock.unlock();
        }
        if (request != null) {
            observer.onAnswered(
                    request.kind(), frame.getClass(), System.nanoTime() - request.since());
        }
    }
}
