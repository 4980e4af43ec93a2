package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.ByteRange;
import io.sampan.model.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/// Whatever happens to an upload, an honest client completes it afterwards, and what is stored is
/// what it has. The stores check at each step that no wrong leaf is called verified and none that
/// is verified is written to.
class TransferLawsTest {

    private static final TestFile FILE = TestFile.ofSize(2 * MIB + 300_000);
    private static final int LANES = 3;

    /// One thing that happens. Lanes carry blocks in steps, so that blocks of different lanes
    /// overlap in any way.
    sealed interface Event {

        record Begin(int lane, int from, int length, Optional<Integer> damagedAt)
                implements Event {}

        record Feed(int lane, int bytes) implements Event {}

        record End(int lane) implements Event {}

        record Abandon(int lane) implements Event {}

        record PauseAndContinue() implements Event {}

        record KillServer() implements Event {}

        record Silence() implements Event {}

        record WrongFinish() implements Event {}
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void anythingMayHappenAndTheFileIsCompletedAllTheSame(@ForAll("stories") List<Event> story) {
        var play = new Play();

        story.forEach(play::happen);

        play.completeHonestly();
        assertThat(play.stage.blobs.content(FILE.id().toMediaId())).hasValue(FILE.content());
        assertThat(play.stage.gauges().reservedBytes()).isZero();
        assertThat(play.stage.gauges().slotsTaken()).isZero();
        assertThat(play.stage.blobs.arriving()).isEmpty();
        assertThat(play.stage.ledger.uploads().all()).isEmpty();
    }

    @Provide
    Arbitrary<List<Event>> stories() {
        var lane = Arbitraries.integers().between(0, LANES - 1);
        var offset =
                Arbitraries.oneOf(
                        Arbitraries.integers().between(0, FILE.size() - 1),
                        Arbitraries.of(0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB));
        var length =
                Arbitraries.oneOf(
                        Arbitraries.integers().between(1, 2 * MIB),
                        Arbitraries.of(1, MIB - 1, MIB, MIB + 1));
        var begin =
                Combinators.combine(lane, offset, length, offset.optional(0.2))
                        .as(Event.Begin::new);
        var feed =
                Combinators.combine(lane, Arbitraries.integers().between(1, MIB))
                        .as(Event.Feed::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(6, begin.map(e -> (Event) e)),
                        Tuple.of(12, feed.map(e -> (Event) e)),
                        Tuple.of(3, lane.map(Event.End::new)),
                        Tuple.of(3, lane.map(Event.Abandon::new)),
                        Tuple.of(
                                1,
                                Arbitraries.of(
                                        new Event.PauseAndContinue(),
                                        new Event.KillServer(),
                                        new Event.Silence(),
                                        new Event.WrongFinish())))
                .list()
                .ofMaxSize(40);
    }

    /// A block on its way.
    private static final class Sending {
        final TestFile carried;
        final BlockIntake intake;
        final int end;
        int at;

        Sending(TestFile carried, BlockIntake intake, int from, int end) {
            this.carried = carried;
            this.intake = intake;
            this.at = from;
            this.end = end;
        }

        void feed(int bytes) {
            var to = Math.min(end, at + bytes);
            Stage.feed(intake, carried, at, to);
            at = to;
        }
    }

    private static final class Play {

        final Stage stage = new Stage();
        final Map<Integer, Sending> lanes = new HashMap<>();

        Play() {
            stage.offer(FILE);
        }

        void happen(Event event) {
            switch (event) {
                case Event.Begin(var lane, var from, var length, var damagedAt) ->
                        begin(lane, from, length, damagedAt);
                case Event.Feed(var lane, var bytes) -> {
                    if (lanes.get(lane) != null) {
                        lanes.get(lane).feed(bytes);
                    }
                }
                case Event.End(var lane) -> end(lane);
                case Event.Abandon(var lane) -> {
                    if (lanes.get(lane) != null) {
                        lanes.remove(lane).intake.abandon();
                    }
                }
                case Event.PauseAndContinue() -> {
                    done(stage.desk().pause(ALICE, FILE.id()));
                    stage.offer(FILE);
                }
                case Event.KillServer() -> {
                    lanes.clear();
                    stage.killServer();
                }
                case Event.Silence() -> {
                    stage.later(Duration.ofMinutes(5));
                    stage.transfers.sweeper().run();
                }
                case Event.WrongFinish() ->
                        assertThat(
                                        stage.desk()
                                                .finish(
                                                        ALICE,
                                                        FILE.id(),
                                                        FILE.damagedAt(0).tree(),
                                                        Optional.empty()))
                                .isInstanceOf(Outcome.Refused.class);
            }
            var held = stage.held(FILE).total();
            assertThat(stage.gauges().reservedBytes()).isEqualTo(FILE.size() - held);
        }

        private void begin(int lane, int from, int length, Optional<Integer> damagedAt) {
            if (lanes.get(lane) == null) {
                var to = Math.min(FILE.size(), from + length);
                var carried = damagedAt.map(FILE::damagedAt).orElse(FILE);
                lanes.put(lane, new Sending(carried, stage.begin(FILE, from, to), from, to));
            }
        }

        private void end(int lane) {
            var sending = lanes.remove(lane);
            if (sending != null) {
                sending.feed(FILE.size());
                switch (sending.intake.finish()) {
                    case Outcome.Done<ByteRange>(var range) ->
                            assertThat(stage.held(FILE).contains(range)).isTrue();
                    case Outcome.Refused<ByteRange>(var refusal) ->
                            assertThat(refusal.ranges().isEmpty()).isFalse();
                }
            }
        }

        /// Sends what is missing until nothing is: each round at the latest, a damaged head is
        /// found.
        void completeHonestly() {
            for (var round = 0; round < 2; round++) {
                var missing = stage.held(FILE).missingFrom(FILE.whole());
                for (var range : missing.ranges()) {
                    var intake = stage.begin(FILE, range.from(), range.to());
                    Stage.feed(intake, FILE, range.from(), range.to());
                    var _ = intake.finish();
                }
            }
            done(stage.finish(FILE));
        }
    }
}
