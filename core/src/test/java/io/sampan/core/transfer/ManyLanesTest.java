package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.ByteRange;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Real threads at one upload. The stores fail the test where two of them write to one leaf, where
/// a verified leaf is written to, and where anything is touched after it was closed.
class ManyLanesTest {

    private static final int LANES = 8;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Stage stage = new Stage(TransferLimits.DEFAULTS, Long.MAX_VALUE / 4, threads);
    private final TestFile file = TestFile.ofSize(6 * MIB + 12_345);

    @AfterEach
    void stopThreads() {
        threads.close();
    }

    @RepeatedTest(5)
    void lanesThatSendEverythingAtOnceInAnyCutsCompleteTheFile() throws Exception {
        done(stage.desk().offerWithMd5(ALICE, file.offer(), stage.lane));

        all(lane ->
                () -> {
                    sendUntilHeld(new Random(lane));
                    return done(stage.finish(file));
                });

        var finish = stage.desk().finish(ALICE, file.id(), file.tree(), Optional.of(file.md5()));
        assertThat(stage.blobs.content(done(finish).id())).hasValue(file.content());
        assertThat(stage.gauges().reservedBytes()).isZero();
        assertThat(stage.gauges().slotsTaken()).isZero();
        assertThat(stage.gauges().completedMedia()).isEqualTo(1);
    }

    @RepeatedTest(5)
    void cancellingWhileLanesWriteLeavesNothing() throws Exception {
        stage.offer(file);

        var outcomes =
                all(lane ->
                        () -> {
                            if (lane == 0) {
                                return stage.desk().cancel(ALICE, file.id()).map(_ -> "");
                            }
                            return sendOnce(new Random(lane)).map(_ -> "");
                        });

        assertThat(done(outcomes.getFirst())).isEmpty();
        assertThat(stage.blobs.arriving()).isEmpty();
        assertThat(stage.blobs.openUploads()).isZero();
        assertThat(stage.gauges().slotsTaken()).isZero();
        assertThat(stage.gauges().reservedBytes()).isZero();
        assertRefused(stage.beginning(file, 0, 5), RefusalCode.CANCELLED);
    }

    @RepeatedTest(5)
    void pausingAndContinuingWhileLanesWriteLosesNothing() throws Exception {
        stage.offer(file);

        all(lane ->
                () -> {
                    if (lane == 0) {
                        for (var n = 0; n < 20; n++) {
                            done(stage.desk().pause(ALICE, file.id()));
                            stage.offer(file);
                        }
                    } else {
                        var _ = sendOnce(new Random(lane));
                    }
                    return "";
                });

        sendUntilHeld(new Random(99));
        assertThat(stage.blobs.content(done(stage.finish(file)).id())).hasValue(file.content());
        assertThat(stage.gauges().slotsTaken()).isZero();
    }

    @RepeatedTest(5)
    void lanesThatFinishAtOnceAllGetTheSameMedia() throws Exception {
        stage.offer(file);
        done(stage.put(file, 0, file.size()));

        var media = all(_ -> () -> done(stage.finish(file)));

        assertThat(new HashSet<>(media)).hasSize(1);
        assertThat(stage.gauges().completedMedia()).isEqualTo(1);
    }

    @Test
    void offersThatComeAtOnceAreOneUpload() throws Exception {
        all(_ -> () -> stage.offer(file));

        assertThat(stage.gauges().uploadsOpen()).isEqualTo(1);
        assertThat(stage.gauges().reservedBytes()).isEqualTo(file.size());
        assertThat(stage.gauges().slotsTaken()).isEqualTo(1);
    }

    @Test
    void smallFilesThatComeAtOnceAreEachStoredOnce() throws Exception {
        var files = IntStream.range(0, 100).mapToObj(TestFile::ofSize).toList();

        var media = all(_ -> () -> files.stream().map(stage::small).toList());

        assertThat(new HashSet<>(media)).hasSize(1);
        assertThat(stage.gauges().completedMedia()).isEqualTo(100);
        assertThat(stage.gauges().storedBytes()).isEqualTo(99 * 100 / 2);
    }

    private interface Lane<T> {
        Callable<T> numbered(int lane);
    }

    private <T> List<T> all(Lane<T> lane) throws Exception {
        var calls = new ArrayList<Future<T>>();
        for (var n = 0; n < LANES; n++) {
            calls.add(threads.submit(lane.numbered(n)));
        }
        var answers = new ArrayList<T>();
        for (var call : calls) {
            answers.add(call.get());
        }
        return answers;
    }

    /// Blocks of any cut, some of them given up midway, until all is held.
    private void sendUntilHeld(Random random) {
        while (stage.desk().query(ALICE, file.id())
                        instanceof Outcome.Done<UploadStatus>(UploadStatus.Ready(var held))
                && !held.contains(file.whole())) {
            var missing = held.missingFrom(file.whole()).ranges();
            var some = missing.get(random.nextInt(missing.size()));
            var length = Math.min(some.length(), 1 + random.nextInt(3 * MIB));
            send(new ByteRange(some.from(), some.from() + length), random);
        }
    }

    private Outcome<ByteRange> sendOnce(Random random) {
        return send(new ByteRange(random.nextInt(MIB), file.size()), random);
    }

    private Outcome<ByteRange> send(ByteRange range, Random random) {
        var beginning =
                stage.desk().block(ALICE, file.id(), range, file.digests(range), stage.lane);
        if (!(beginning instanceof Outcome.Done<BlockIntake>(var intake))) {
            return Outcome.refused(Stage.refused(beginning));
        }
        for (var at = range.from(); at < range.to(); ) {
            var to = Math.min(range.to(), at + 1 + random.nextInt(256 << 10));
            intake.accept(file.bytes(new ByteRange(at, to)));
            at = to;
            if (random.nextInt(40) == 0) {
                intake.abandon();
                return Outcome.refused(RefusalCode.UNAVAILABLE);
            }
        }
        return intake.finish();
    }
}
