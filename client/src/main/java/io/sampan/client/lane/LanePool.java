package io.sampan.client.lane;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sampan.model.RefusalCode.Remedy;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.MalformedFrameException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lanes of one session, and which of them a request or a block goes to. They are made when
/// somebody wants them ([#want]); each is kept up by a [ConnectionMaintainer] until the pool is
/// closed. While no lane is up, one maintainer alone connects ([FirstConnector]).
///
/// Thread-safe.
public final class LanePool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LanePool.class);

    /// A bit that flips on the way can make nonsense of an answer once; one that is nonsense so
    /// often was said so.
    private static final int PROTOCOL_ERRORS = 4;

    static final String CLOSED = "the session is closed";

    private static final Duration WATCH_EVERY = Duration.ofMillis(250);

    private final LaneMaker maker;
    private final RelayBook relays;
    private final LaneSettings settings;
    private final LaneListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final FirstConnector first = new FirstConnector();

    /// Each lane that is up, and how many blocks are in flight on it.
    @GuardedBy("lock")
    private final Map<Lane, Integer> blocks = new LinkedHashMap<>();

    @GuardedBy("lock")
    private int maintainers;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private long downSince = System.nanoTime();

    @GuardedBy("lock")
    private String lastError = "no lane was made yet";

    @GuardedBy("lock")
    private @Nullable LoginRefusedException unwanted;

    /// What went wrong last, where it was a server that has no place for now.
    @GuardedBy("lock")
    private @Nullable LoginRefusedException busy;

    /// Lanes to the relays of the book; none is opened before one is asked for.
    public LanePool(
            LaneLogin login, RelayBook relays, LaneSettings settings, LaneListener listener) {
        this.maker = new LaneMaker(login, settings);
        this.relays = relays;
        this.settings = settings;
        this.listener = listener;
    }

    /// Wants so many lanes for blocks (and one for everything else), or more if more were wanted
    /// before; never more than the settings say. Returns at once.
    public void want(int forBlocks) {
        lock.lock();
        try {
            // One lane of one is for everything.
            var wanted = settings.lanes() == 1 ? 1 : Math.min(forBlocks, settings.lanes()) + 1;
            if (maintainers == 0 && !closed) {
                downSince = System.nanoTime();
                start("lane-watch", this::watch);
            }
            for (; maintainers < wanted && !closed; maintainers++) {
                start(
                        "lane-" + maintainers,
                        new ConnectionMaintainer(this, first, maker, relays, listener));
            }
        } finally {
            lock.unlock();
        }
    }

    private static void start(String name, Runnable work) {
        Thread.ofVirtual().name(name).start(work);
    }

    /// How many lanes are up.
    public int up() {
        lock.lock();
        try {
            return blocks.size();
        } finally {
            lock.unlock();
        }
    }

    /// What went wrong last, to be shown while no lane is up; empty while one is.
    public Optional<String> trouble() {
        lock.lock();
        try {
            return blocks.isEmpty() ? Optional.of(lastError) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// The lane that has the least to do; waits until one is up.
    ///
    /// @throws LanesDownException if none is up for too long
    /// @throws LoginRefusedException if the server does not want this user, or has no place for too
    ///   long
    /// @throws StoppedException if the thread is interrupted
    public Lane any() {
        return any(settings.patience());
    }

    /// The same with another patience.
    @SuppressWarnings("GuardedBy") // [#await] calls it with the lock held
    public Lane any(Duration patience) {
        want(0);
        return await(
                patience,
                () ->
                        blocks.keySet().stream()
                                .min(
                                        Comparator.comparingInt(this::blocksOn)
                                                .thenComparingInt(Lane::owed)));
    }

    /// The lane with the fewest questions open, whether it carries blocks or not: for many small
    /// ones.
    @SuppressWarnings("GuardedBy") // [#await] calls it with the lock held
    public Lane leastOwed() {
        return await(
                settings.patience(),
                () -> blocks.keySet().stream().min(Comparator.comparingInt(Lane::owed)));
    }

    /// Asks on any lane, and on the next one if that is lost, until there is an answer. Throws as
    /// [#any()].
    ///
    /// @throws MalformedFrameException if what is answered breaks the protocol again and again
    public Frame ask(Question question) {
        return ask(question, settings.patience());
    }

    /// The same with another patience.
    public Frame ask(Question question, Duration patience) {
        var protocolErrors = 0;
        while (true) {
            try {
                return any(patience).ask(question);
            } catch (LaneLostException e) {
                if (e.isNonsense() && ++protocolErrors == PROTOCOL_ERRORS) {
                    throw new MalformedFrameException(
                            "the answer breaks the protocol: " + e.getMessage(), e);
                }
                LOG.atDebug().addKeyValue("why", e.getMessage()).log("asking on another lane");
            }
        }
    }

    /// A place for one block on the lane with the fewest; waits until there is one. Throws as
    /// [#any()].
    public LanePlace place() {
        return await(settings.patience(), this::freePlace);
    }

    @SuppressWarnings("GuardedBy") // [#await] calls it with the lock held
    private Optional<LanePlace> freePlace() {
        var idle = blocks.values().stream().filter(n -> n == 0).count();
        var keepFree = settings.lanes() > 1 && idle <= 1;
        return blocks.keySet().stream()
                .filter(lane -> blocksOn(lane) < LaneSettings.BLOCKS_PER_LANE)
                .filter(lane -> !(keepFree && blocksOn(lane) == 0))
                .min(Comparator.comparingInt(this::blocksOn))
                .map(this::take);
    }

    @SuppressWarnings("GuardedBy") // [#await] calls it with the lock held
    private LanePlace take(Lane lane) {
        blocks.merge(lane, 1, Integer::sum);
        return new LanePlace(lane, () -> giveBack(lane));
    }

    private void giveBack(Lane lane) {
        lock.lock();
        try {
            blocks.computeIfPresent(lane, (same, count) -> count - 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("GuardedBy") // [#await] calls it with the lock held
    private int blocksOn(Lane lane) {
        return blocks.getOrDefault(lane, 0);
    }

    private interface Attempt<T> {
        Optional<T> now();
    }

    private <T> T await(Duration patience, Attempt<T> attempt) {
        lock.lock();
        try {
            var asked = System.nanoTime();
            while (true) {
                if (closed) {
                    throw new LanesDownException(CLOSED);
                }
                if (unwanted != null && blocks.isEmpty()) {
                    throw new LoginRefusedException(unwanted.refusal());
                }
                var got = attempt.now();
                if (got.isPresent()) {
                    return got.get();
                }
                awaitChange(patience, asked);
            }
        } catch (InterruptedException e) {
            throw new StoppedException();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private void awaitChange(Duration patience, long asked) throws InterruptedException {
        if (!blocks.isEmpty()) {
            // There are lanes, only no place: those that carry blocks are watched.
            changed.await();
            return;
        }
        var since = Math.max(asked, downSince);
        var left = patience.toNanos() - (System.nanoTime() - since);
        if (left <= 0) {
            if (busy != null) {
                throw new LoginRefusedException(busy.refusal());
            }
            throw new LanesDownException(lastError);
        }
        changed.awaitNanos(left);
    }

    // ---- told by maintainers -----------------------------------------------------------------

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for so long.
    ///
    /// @throws LanesDownException if the pool is closed meanwhile
    void sleep(Duration time) throws InterruptedException {
        lock.lock();
        try {
            var left = time.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                throw new LanesDownException(CLOSED);
            }
        } finally {
            lock.unlock();
        }
    }

    void onUp(Lane lane) {
        lock.lock();
        try {
            if (closed) {
                lane.abort(CLOSED);
            }
            unwanted = null;
            busy = null;
            blocks.put(lane, 0);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void onDown(Lane lane, String why) {
        lock.lock();
        try {
            blocks.remove(lane);
            lastError = why;
            if (blocks.isEmpty()) {
                downSince = System.nanoTime();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A lane could not be made.
    void onFailed(String why) {
        lock.lock();
        try {
            lastError = why;
            busy = null;
        } finally {
            lock.unlock();
        }
    }

    /// The server does not let anybody in, or not now.
    void onRefused(LoginRefusedException refused) {
        lock.lock();
        try {
            lastError = refused.refusal().reason();
            busy = refused;
            if (refused.refusal().code().remedy() != Remedy.WAIT) {
                unwanted = refused;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- the watch ---------------------------------------------------------------------------

    private void watch() {
        while (true) {
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                var _ = changed.await(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                lock.unlock();
            }
            lanes().forEach(Lane::watch);
        }
    }

    private List<Lane> lanes() {
        lock.lock();
        try {
            return List.copyOf(blocks.keySet());
        } finally {
            lock.unlock();
        }
    }

    /// Ends all lanes; whoever waits is told.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        first.close();
        lanes().forEach(lane -> lane.abort(CLOSED));
    }
}
