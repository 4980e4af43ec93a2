package io.sampan.core.transfer;

import static io.sampan.core.transfer.Stage.ALICE;
import static io.sampan.core.transfer.Stage.BOB;
import static io.sampan.core.transfer.Stage.assertRefused;
import static io.sampan.core.transfer.Stage.done;
import static io.sampan.core.transfer.TestFile.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.core.storage.StorageException;
import io.sampan.model.ByteRange;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Media;
import io.sampan.model.RefusalCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MediaDeskTest {

    private final Stage stage = new Stage();
    private final MediaDesk desk = stage.transfers.media();
    private final TestFile file = TestFile.ofSize(TestFile.MIB + 5);

    @Test
    void itsOwnerReadsItToTheLastByte() {
        var media = stage.upload(file);

        try (var open = done(desk.read(ALICE, media.id()))) {
            var all = ByteBuffer.allocate(file.size());
            open.blob().read(0, all);

            assertThat(open.media()).isEqualTo(media);
            assertThat(all.array()).isEqualTo(file.content());
            assertThat(open.blob().digest(1)).isEqualTo(file.digests(file.whole()).get(1));
        }
    }

    @Test
    void whatIsOpenStaysReadableWhenItIsRemoved() {
        var media = stage.upload(file);

        try (var open = done(desk.read(ALICE, media.id()))) {
            done(desk.remove(ALICE, media.id()));
            var some = ByteBuffer.allocate(5);
            open.blob().read(file.size() - 5, some);

            assertThat(some.array()[4]).isEqualTo(file.content()[file.size() - 1]);
        }
        assertRefused(desk.read(ALICE, media.id()), RefusalCode.NOT_FOUND);
        assertRefused(desk.remove(ALICE, media.id()), RefusalCode.NOT_FOUND);
        assertThat(stage.gauges().storedBytes()).isZero();
    }

    @Test
    void theNewestOfANameIsFound() {
        stage.upload(file);
        stage.later(Duration.ofSeconds(1));
        var newest = stage.upload(TestFile.ofSize(7));

        assertThat(done(desk.byName(ALICE, newest.name()))).isEqualTo(newest);
        assertRefused(desk.byName(BOB, newest.name()), RefusalCode.NOT_FOUND);
    }

    @Test
    void aListComesInPages() {
        var all = new ArrayList<Media>();
        for (var n = 0; n < 5; n++) {
            all.addFirst(stage.upload(TestFile.ofSize(n)));
            stage.later(Duration.ofSeconds(1));
        }

        var first = desk.list(ALICE, Optional.empty(), 3);
        var second = desk.list(ALICE, Optional.of(first.getLast().id()), 3);

        assertThat(first).isEqualTo(all.subList(0, 3));
        assertThat(second).isEqualTo(all.subList(3, 5));
        assertThat(desk.list(BOB, Optional.empty(), 3)).isEmpty();
        assertThatThrownBy(() -> desk.list(ALICE, Optional.empty(), 0))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aRemovalThatStoppedHalfwayIsDoneAgain() {
        var media = stage.upload(file);
        stage.faults.failNext("remove media");
        assertThatThrownBy(() -> desk.remove(ALICE, media.id()))
                .isInstanceOf(StorageException.class);

        assertRefused(desk.read(ALICE, media.id()), RefusalCode.DAMAGED);
        assertThat(stage.gauges().storedBytes()).isEqualTo(file.size());
        done(desk.remove(ALICE, media.id()));

        assertThat(stage.gauges().storedBytes()).isZero();
    }

    @Test
    void aLeafThatIsAskedForTwiceIsCheckedAndADamagedFileIsSetAside() {
        var content = TestFile.ofSize(2 * MIB + 5);
        var media = stage.upload(content);
        var spoilt = content.content().clone();
        spoilt[MIB + 7] ^= 1;
        stage.blobs.damage(media.id(), spoilt);
        var whole = new ByteRange(0, content.size());

        try (var open = done(stage.transfers.media().read(ALICE, media.id()))) {
            done(stage.transfers.media().check(ALICE, open, whole));
            assertRefused(
                    stage.transfers.media().check(ALICE, open, new ByteRange(MIB, 2 * MIB)),
                    RefusalCode.DAMAGED);
        }

        assertThat(stage.blobs.damaged()).containsExactly(media.id());
        assertRefused(stage.transfers.media().read(ALICE, media.id()), RefusalCode.DAMAGED);
        assertThat(stage.gauges().damagedMedia()).isPositive();
    }

    @Test
    void aLeafThatIsAsItWasIsHandedOutAsOftenAsItIsAskedFor() {
        var media = stage.upload(TestFile.ofSize(MIB + 5));

        try (var open = done(stage.transfers.media().read(ALICE, media.id()))) {
            for (var n = 0; n < 4; n++) {
                done(stage.transfers.media().check(ALICE, open, new ByteRange(0, MIB + 5)));
            }
        }

        assertThat(stage.blobs.damaged()).isEmpty();
    }
}
