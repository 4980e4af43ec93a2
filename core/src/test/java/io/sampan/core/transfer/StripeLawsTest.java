package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.ByteRange;
import io.sampan.model.MediaName;
import io.sampan.model.Outcome;
import io.sampan.model.Space;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/// Whatever happens to an upload in stripes, the answer to "where was I" is right to the byte while
/// the server lives and never too much after a kill, and whoever goes on from there completes the
/// file. The stores check that no wrong leaf is called verified.
class StripeLawsTest {

    private static final MediaName NAME = new MediaName("package:film");
    private static final TestFile FILE = TestFile.ofSize(10 * MIB + 111_111);
    private static final int STRIPES = 12;

    sealed interface Event {

        record Feed(int stripe, int bytes) implements Event {}

        record Again(int stripe, int offset) implements Event {}

        record BreakOff(int stripe) implements Event {}

        record KillServer() implements Event {}
    }

    @Provide
    Arbitrary<List<Event>> stories() {
        var stripe = Arbitraries.integers().between(0, STRIPES - 1);
        Arbitrary<Event> feed =
                Combinators.combine(stripe, Arbitraries.integers().between(1, 600_000))
                        .as(Event.Feed::new);
        Arbitrary<Event> again =
                Combinators.combine(stripe, Arbitraries.integers().between(0, 1_000_000))
                        .as(Event.Again::new);
        Arbitrary<Event> breakOff = stripe.map(Event.BreakOff::new);
        Arbitrary<Event> kill = Arbitraries.of(new Event.KillServer());
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, feed),
                        net.jqwik.api.Tuple.of(2, again),
                        net.jqwik.api.Tuple.of(2, breakOff),
                        net.jqwik.api.Tuple.of(1, kill))
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void whoeverGoesOnWhereItWasCompletesTheFile(@ForAll("stories") List<Event> story) {
        var play = new Play();

        story.forEach(play::happen);

        play.completeHonestly();
    }

    private static final class Play {

        private final Stage stage = new Stage();
        private final @Nullable BlockIntake[] writers = new BlockIntake[STRIPES];
        private final long[] at = new long[STRIPES];
        private final long[] most = new long[STRIPES];

        Play() {
            done(stage.transfers.named().begin(NAME, FILE.size(), Optional.empty(), stage.lane));
        }

        void happen(Event event) {
            switch (event) {
                case Event.Feed(var stripe, var bytes) -> feed(stripe, bytes);
                case Event.Again(var stripe, var offset) ->
                        begin(stripe, Math.min(offset, held(stripe)));
                case Event.BreakOff(var stripe) -> breakOff(stripe);
                case Event.KillServer() -> kill();
            }
            for (var stripe = 0; stripe < STRIPES; stripe++) {
                assertThat(held(stripe)).isEqualTo(most[stripe]);
            }
        }

        private void kill() {
            stage.killServer();
            for (var stripe = 0; stripe < STRIPES; stripe++) {
                writers[stripe] = null;
                assertThat(held(stripe)).isLessThanOrEqualTo(most[stripe]);
                most[stripe] = held(stripe);
            }
        }

        private void begin(int stripe, long offset) {
            var range = range(stripe);
            var from = range.from() + offset;
            switch (stage.transfers.named().range(NAME, FILE.size(), range, from, stage.lane)) {
                case Outcome.Done<BlockIntake>(var intake) -> {
                    writers[stripe] = intake;
                    at[stripe] = from;
                }
                case Outcome.Refused<BlockIntake>(var refusal) ->
                        throw new AssertionError(refusal.toString());
            }
        }

        private void feed(int stripe, int bytes) {
            var range = range(stripe);
            if (writers[stripe] == null) {
                begin(stripe, held(stripe));
            }
            var intake = writers[stripe];
            if (intake == null) {
                throw new AssertionError("it began");
            }
            var to = Math.min(range.to(), at[stripe] + bytes);
            Stage.feed(intake, FILE, at[stripe], to);
            at[stripe] = to;
            most[stripe] = Math.max(most[stripe], to - range.from());
            if (to == range.to()) {
                done(intake.finish());
                writers[stripe] = null;
            }
        }

        private void breakOff(int stripe) {
            var intake = writers[stripe];
            if (intake != null) {
                intake.abandon();
                writers[stripe] = null;
            }
        }

        private long held(int stripe) {
            return done(stage.transfers.named().held(NAME, FILE.size(), range(stripe)));
        }

        private static ByteRange range(int stripe) {
            var length = FILE.size() / STRIPES;
            return new ByteRange(
                    (long) stripe * length,
                    stripe == STRIPES - 1 ? FILE.size() : (stripe + 1L) * length);
        }

        void completeHonestly() {
            for (var stripe = 0; stripe < STRIPES; stripe++) {
                feed(stripe, FILE.size());
            }
            var media = done(stage.transfers.named().finish(NAME, FILE.size()));
            assertThat(media.digest()).isEqualTo(FILE.tree());
            var bytes = ByteBuffer.allocate(FILE.size());
            try (var open = done(stage.transfers.media().read(Space.OWNER, media.id()))) {
                open.blob().read(0, bytes);
            }
            assertThat(bytes.array()).isEqualTo(FILE.content());
        }
    }
}
