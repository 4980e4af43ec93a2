package io.sampan.client.people;

import io.sampan.model.ConversationId;
import io.sampan.model.Place;
import io.sampan.wire.frame.LogFrame.MarkRead;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far each conversation was read here, told to the server on the lane that attends; what could
/// not be told is told on the next one. What was never told is unread on other devices until
/// something later in the conversation is read. Thread-safe.
final class ReadMarks {

    private static final Logger LOG = LoggerFactory.getLogger(ReadMarks.class);

    /// Answers carry the numbers of the requests; lower ones are for other requests of the lane.
    private static final int FIRST_EXCHANGE = 1_000;

    private final ReentrantLock lock = new ReentrantLock();

    /// What the server does not know yet.
    private final Map<ConversationId, Place> open = new HashMap<>();

    private final Map<Integer, ConversationId> asked = new HashMap<>();
    private final Set<ConversationId> onTheWire = new HashSet<>();
    private Optional<Link> lane = Optional.empty();
    private int exchange = FIRST_EXCHANGE;
    private boolean tell;

    /// Whether those who wrote are told what was read, from now on.
    void tellSenders(boolean wanted) {
        lock.lock();
        try {
            tell = wanted;
        } finally {
            lock.unlock();
        }
    }

    void read(InboxMessage message) {
        lock.lock();
        try {
            message.place().ifPresent(place -> note(message.message().conversation(), place));
        } finally {
            lock.unlock();
        }
    }

    private void note(ConversationId conversation, Place place) {
        if (open.getOrDefault(conversation, Place.START).compareTo(place) < 0) {
            open.put(conversation, place);
            onTheWire.remove(conversation);
            sendAll();
        }
    }

    /// A lane is up.
    void onUp(Link link) {
        lock.lock();
        try {
            lane = Optional.of(link);
            asked.clear();
            onTheWire.clear();
            sendAll();
        } finally {
            lock.unlock();
        }
    }

    void onDown() {
        lock.lock();
        try {
            lane = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// The server knows, or does not want to.
    ///
    /// @return whether this answers a read mark
    boolean onAnswered(int answered) {
        lock.lock();
        try {
            var conversation = Optional.ofNullable(asked.remove(answered));
            conversation.filter(onTheWire::remove).ifPresent(open::remove);
            return conversation.isPresent();
        } finally {
            lock.unlock();
        }
    }

    private void sendAll() {
        if (lane.isEmpty()) {
            return;
        }
        try {
            for (var mark : open.entrySet()) {
                if (onTheWire.add(mark.getKey())) {
                    asked.values().remove(mark.getKey());
                    asked.put(++exchange, mark.getKey());
                    lane.get().send(exchange, new MarkRead(mark.getKey(), mark.getValue(), tell));
                }
            }
        } catch (LinkException e) {
            LOG.atTrace().setCause(e).log("the lane ended before a read mark");
        }
    }
}
