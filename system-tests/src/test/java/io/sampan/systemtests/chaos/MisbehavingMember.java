package io.sampan.systemtests.chaos;

import io.sampan.client.lane.Credentials;
import io.sampan.model.ContentType;
import io.sampan.model.Leaf;
import io.sampan.model.MediaName;
import io.sampan.model.MessageId;
import io.sampan.model.Offer;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.systemtests.people.DeviceLane;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import io.sampan.wire.frame.PeopleFrame.Received;
import io.sampan.wire.frame.UploadFrame.FinishUpload;
import io.sampan.wire.frame.UploadFrame.OfferUpload;
import io.sampan.wire.frame.UploadFrame.PutBlock;
import io.sampan.wire.frame.UploadFrame.QueryUpload;
import io.sampan.wire.net.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A member who takes what they can get: all of somebody's inbox, all slots and all space, and the
/// server's time. Whoever is honest has to find enough of each all the same. One misdeed at a time,
/// on a thread of its own; the methods are called by the thread of one adversary.
final class MisbehavingMember {

    private static final long MIB = 1 << 20;
    private static final String LONG_TEXT = "buy now! ".repeat(400);
    private static final Duration SULKS = Duration.ofMillis(200);

    private final Credentials credentials;
    private final HostPort server;
    private final UserName victim;
    private @Nullable Thread misdeed;
    private volatile boolean over;

    /// What is done on a lane until it breaks.
    @FunctionalInterface
    private interface Misdeed {
        void on(DeviceLane lane);
    }

    MisbehavingMember(Credentials credentials, HostPort server, UserName victim) {
        this.credentials = credentials;
        this.server = server;
        this.victim = victim;
    }

    UserName name() {
        return credentials.name();
    }

    /// Posts to one person as fast as it goes.
    void flood() {
        start(lane -> {
            while (!over) {
                lane.ask(
                        new PostMessage(MessageId.random(), List.of(victim), LONG_TEXT, List.of()));
            }
        });
    }

    /// Offers large uploads, sends nothing of them, and leaves them behind.
    void hoard() {
        start(lane -> {
            while (!over) {
                lane.ask(new OfferUpload(offer(256 * MIB), false));
            }
        });
    }

    /// Asks for what makes no sense in any state.
    void babble() {
        start(lane -> {
            while (!over) {
                var unknown = UploadId.random();
                lane.ask(new QueryUpload(unknown));
                lane.ask(new FinishUpload(unknown, Sha256.digest(new byte[0]), Optional.empty()));
                lane.ask(new PutBlock(unknown, Long.MAX_VALUE / 2, List.of()));
                lane.send(1, new Received());
                lane.ask(new OfferUpload(offer(Leaf.MAX_FILE_SIZE), true));
            }
        });
    }

    private static Offer offer(long size) {
        var id = UploadId.random();
        return new Offer(id, new MediaName("hoard-" + id), size, ContentType.BYTES, false);
    }

    private void start(Misdeed how) {
        over = false;
        misdeed =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!over) {
                                try (var lane = DeviceLane.open(credentials, server)) {
                                    how.on(lane);
                                } catch (RuntimeException thrownOut) {
                                    // By the server, or because it was killed.
                                }
                                LockSupport.parkNanos(SULKS.toNanos());
                            }
                        });
    }

    /// Ends what was begun.
    void stop() {
        over = true;
        var running = misdeed;
        if (running != null) {
            running.interrupt();
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
