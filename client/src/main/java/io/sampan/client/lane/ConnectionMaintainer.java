package io.sampan.client.lane;

import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.link.LinkException;
import io.sampan.wire.net.HostPort;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one lane of a pool up until the pool is closed: connects through the relay that the book
/// says, reads the lane until it ends, and reconnects.
///
/// A virtual thread of its own calls [#run], once.
final class ConnectionMaintainer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionMaintainer.class);

    private static final Duration BUSY = Duration.ofSeconds(1);

    private final LanePool pool;
    private final FirstConnector first;
    private final LaneMaker maker;
    private final RelayBook relays;
    private final LaneListener listener;

    ConnectionMaintainer(
            LanePool pool,
            FirstConnector first,
            LaneMaker maker,
            RelayBook relays,
            LaneListener listener) {
        this.pool = pool;
        this.first = first;
        this.maker = maker;
        this.relays = relays;
        this.listener = listener;
    }

    @Override
    public void run() {
        try {
            while (true) {
                first.awaitTurn();
                try {
                    var choice = relays.choose();
                    maintain(choice.relay(), choice.rest());
                } finally {
                    first.done();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LanesDownException e) {
            LOG.atTrace().log("maintainer ends with the pool");
        }
    }

    private void maintain(HostPort relay, Duration rest) throws InterruptedException {
        var attempt = new Attempt(relay);
        try {
            pool.sleep(rest);
            var lane = maker.make(relay);
            attempt.upAt = System.nanoTime();
            onUp(lane);
            attempt.why = lane.read();
            first.onDown();
            pool.onDown(lane, attempt.why);
        } catch (LinkException | MalformedFrameException e) {
            attempt.why = String.valueOf(e.getMessage());
            pool.onFailed(attempt.why);
        } catch (LoginRefusedException e) {
            attempt.why = e.refusal().reason();
            pool.onRefused(e);
            pool.sleep(e.refusal().retryAfter().orElse(BUSY));
        } finally {
            attempt.tell();
        }
    }

    private void onUp(Lane lane) {
        pool.onUp(lane);
        first.onUp();
        first.done();
        relays.onUp(lane.relay());
        listener.onUp(lane.relay());
    }

    /// How an attempt ended, for the book and the listener.
    private final class Attempt {
        private final HostPort relay;
        private String why = "";
        private long upAt;

        Attempt(HostPort relay) {
            this.relay = relay;
        }

        void tell() {
            if (pool.isClosed() || why.isEmpty()) {
                relays.onReleased(relay);
                return;
            }
            var held = upAt == 0 ? 0 : System.nanoTime() - upAt;
            relays.onEnded(relay, Duration.ofNanos(held));
            LOG.atDebug().addKeyValue("relay", relay).addKeyValue("why", why).log("lane lost");
            listener.onLost(relay, why);
        }
    }
}
