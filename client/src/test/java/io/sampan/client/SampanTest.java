package io.sampan.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampan.client.fake.FakeServer;
import io.sampan.client.fake.Reaction;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.PutRequest;
import io.sampan.client.task.PutRequest.OnNoSpace;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferEvent;
import io.sampan.client.task.TransferResult;
import io.sampan.model.ContentType;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.MediaName;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.wire.frame.LoginFrame.Hello;
import io.sampan.wire.frame.MediaFrame.GetRange;
import io.sampan.wire.frame.UploadFrame.FinishUpload;
import io.sampan.wire.frame.UploadFrame.OfferUpload;
import io.sampan.wire.frame.UploadFrame.PutBlock;
import io.sampan.wire.frame.UploadFrame.PutSmall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SampanTest {

    private static final int MIB = 1 << 20;

    @TempDir private Path folder;

    private final FakeServer server = new FakeServer();
    private final List<TransferEvent> events = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private Sampan open() {
        return open(config());
    }

    private Sampan open(ClientConfig config) {
        var sampan = Sampan.open(config, events::add);
        opened.add(sampan);
        return sampan;
    }

    private ClientConfig config() {
        return ClientConfig.of(
                        folder.resolve("home"), new UserName("alice"), List.of(server.address()))
                .withLanes(3)
                .withBlockBytes(2 * MIB)
                .withUnanswered(Duration.ofMillis(400), 3)
                .withPatience(Duration.ofSeconds(20));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var resource : opened) {
            resource.close();
        }
        server.close();
    }

    private Path file(String name, int size) {
        return write(folder.resolve(name), bytes(size, name.hashCode()));
    }

    private static byte[] bytes(int size, int seed) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static Path write(Path path, byte[] bytes) {
        try {
            return Files.write(path, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Media stored(String name, byte[] bytes) {
        return server.store(
                new Offer(
                        UploadId.random(),
                        new MediaName(name),
                        bytes.length,
                        ContentType.BYTES,
                        false),
                bytes);
    }

    private static Media done(TransferResult result) {
        assertThat(result).isInstanceOf(TransferResult.Done.class);
        return ((TransferResult.Done) result).media();
    }

    private static Path fileOf(TransferResult result) {
        assertThat(result).isInstanceOf(TransferResult.Done.class);
        return ((TransferResult.Done) result).file().orElseThrow();
    }

    // ---- put ---------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                Leaf.SIZE - 1,
                Leaf.SIZE,
                Leaf.SIZE + 1,
                2 * MIB,
                2 * MIB + 1,
                9 * MIB + 7
            })
    void putsFilesOfEverySize(int size) throws IOException {
        var source = file("film.mp4", size);

        var media = done(open().put(PutRequest.of(source)).await());

        assertThat(server.content(media.id())).isEqualTo(Files.readAllBytes(source));
        assertThat(media.name()).isEqualTo(new MediaName("film.mp4"));
    }

    @Test
    void sendsNoByteTwiceOnALineThatHolds() {
        var put = open().put(PutRequest.of(file("film.mp4", 9 * MIB)));

        done(put.await());

        assertThat(server.blockBytes()).isEqualTo(9 * MIB);
        assertThat(put.snapshot().bytesResent()).isZero();
        assertThat(put.snapshot().bytesDone()).isEqualTo(9 * MIB);
    }

    @Test
    void afterALostLaneOnlyWhatIsNotHeldIsSentAgain() throws IOException {
        var source = file("film.mp4", 9 * MIB);
        var cuts = new AtomicInteger();
        server.react(frame ->
                frame instanceof PutBlock && cuts.incrementAndGet() <= 4
                        ? new Reaction.HangUpAfter(300_000)
                        : new Reaction.Normal());

        var put = open().put(PutRequest.of(source));
        var media = done(put.await());

        assertThat(server.content(media.id())).isEqualTo(Files.readAllBytes(source));
        assertThat(put.snapshot().bytesResent()).isPositive();
        // What was in flight on the lanes that were lost may have to go again; nothing else.
        assertThat(server.blockBytes()).isLessThan(9 * MIB + 8L * 2 * MIB);
    }

    @Test
    void getsOnThoughTheLineDropsEvery300KB() throws IOException {
        var source = file("film.mp4", 5 * MIB);
        server.react(frame ->
                frame instanceof PutBlock
                        ? new Reaction.HangUpAfter(300_000)
                        : new Reaction.Normal());
        // A block that is shorter than that is dropped as well, after all of it was held.

        var media = done(open().put(PutRequest.of(source)).await());

        assertThat(server.content(media.id())).isEqualTo(Files.readAllBytes(source));
        assertThat(server.blockBytes()).isLessThan(2L * 5 * MIB);
    }

    @Test
    void aDamagedLeafIsSentAgainAndNothingElse() {
        var once = new Semaphore(1);
        server.react(frame ->
                frame instanceof PutBlock && once.tryAcquire()
                        ? new Reaction.Damage()
                        : new Reaction.Normal());

        var put = open().put(PutRequest.of(file("film.mp4", 6 * MIB)));
        done(put.await());

        assertThat(put.snapshot().bytesResent()).isEqualTo(MIB);
        assertThat(server.blockBytes()).isEqualTo(7 * MIB);
    }

    @Test
    void aFinishWhoseAnswerIsLostIsAskedAgain() {
        var once = new Semaphore(1);
        server.react(frame ->
                frame instanceof FinishUpload && once.tryAcquire()
                        ? new Reaction.DoButSayNothing()
                        : new Reaction.Normal());

        done(open().put(PutRequest.of(file("film.mp4", 3 * MIB))).await());

        assertThat(server.count(FinishUpload.class)).isEqualTo(2);
    }

    @Test
    void waitsForASlotAndSaysSo() {
        var full = Refusal.of(RefusalCode.NO_SLOT).retryAfter(Duration.ofMillis(100));
        var refused = new AtomicInteger();
        server.react(frame ->
                frame instanceof OfferUpload && refused.incrementAndGet() < 3
                        ? new Reaction.Refuse(full)
                        : new Reaction.Normal());

        done(open().put(PutRequest.of(file("film.mp4", 3 * MIB))).await());

        assertThat(events)
                .anyMatch(event ->
                        event instanceof TransferEvent.Waiting(var task, var reason)
                                && reason.equals(full.reason()));
    }

    @Test
    void isRefusedWhereThereIsNoSpaceUnlessItMayWait() {
        var refusal =
                Refusal.of(RefusalCode.NO_SPACE, "3 of 2 bytes").retryAfter(Duration.ofMillis(100));
        var refused = new AtomicInteger();
        server.react(frame ->
                frame instanceof OfferUpload && refused.incrementAndGet() < 4
                        ? new Reaction.Refuse(refusal)
                        : new Reaction.Normal());
        var sampan = open();
        var source = file("film.mp4", 3 * MIB);

        assertThat(sampan.put(PutRequest.of(source)).await())
                .isEqualTo(new TransferResult.Refused(refusal));
        done(sampan.put(PutRequest.of(source).withOnNoSpace(OnNoSpace.WAIT)).await());
    }

    @Test
    void offersAgainWhatHasLostItsSlot() {
        var once = new Semaphore(1);
        server.react(frame ->
                frame instanceof PutBlock && once.tryAcquire()
                        ? new Reaction.Refuse(Refusal.of(RefusalCode.SLOT_LOST))
                        : new Reaction.Normal());

        done(open().put(PutRequest.of(file("film.mp4", 6 * MIB))).await());

        assertThat(server.count(OfferUpload.class)).isEqualTo(2);
    }

    @Test
    void aSourceThatChangesIsNoticedSaidAndSentAnew() throws IOException {
        var source = file("film.mp4", 6 * MIB);
        var changed = bytes(6 * MIB, 99);
        var once = new Semaphore(1);
        server.react(frame -> {
            if (frame instanceof PutBlock && once.tryAcquire()) {
                write(source, changed);
            }
            return new Reaction.Normal();
        });

        var media = done(open().put(PutRequest.of(source)).await());

        assertThat(server.content(media.id())).isEqualTo(Files.readAllBytes(source));
        assertThat(events).anyMatch(event -> event instanceof TransferEvent.SourceChanged);
        await().untilAsserted(() -> assertThat(server.uploads()).isEmpty());
    }

    @Test
    void comparesAnMd5WhereItIsAskedFor() {
        done(open().put(PutRequest.of(file("film.mp4", 3 * MIB)).withMd5(true)).await());

        assertThat(server.heard())
                .anyMatch(
                        frame -> frame instanceof FinishUpload finish && finish.md5().isPresent());
    }

    @Test
    void aMissingSourceIsSaidAtOnce() {
        var sampan = open();

        assertThatThrownBy(() -> sampan.put(PutRequest.of(folder.resolve("nothing"))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nothing");
        assertThatThrownBy(() -> sampan.put(PutRequest.of(folder, new MediaName("folder"))))
                .isInstanceOf(UncheckedIOException.class);
    }

    // ---- small files -------------------------------------------------------------------------

    @Test
    void manySmallFilesGoEachInOneRoundTrip() {
        var requests =
                IntStream.range(0, 500)
                        .mapToObj(n -> PutRequest.of(file("f" + n, 100 + n)))
                        .toList();

        var batch = open().put(requests);
        var results = batch.await();

        assertThat(results).hasSize(500).allMatch(r -> r instanceof TransferResult.Done);
        assertThat(server.count(PutSmall.class)).isEqualTo(500);
        assertThat(server.count(OfferUpload.class)).isZero();
        assertThat(batch.snapshot().filesDone()).isEqualTo(500);
    }

    @Test
    void smallFilesWhoseAnswersAreLostAreSentAgain() {
        var lost = new AtomicInteger();
        server.react(frame ->
                frame instanceof PutSmall && lost.incrementAndGet() % 40 == 0
                        ? new Reaction.HangUp()
                        : new Reaction.Normal());
        var requests =
                IntStream.range(0, 200).mapToObj(n -> PutRequest.of(file("f" + n, 100))).toList();

        var results = open().put(requests).await();

        assertThat(results).allMatch(r -> r instanceof TransferResult.Done);
    }

    @Test
    void standardInputIsSpooledAndTheSpoolRemoved() throws IOException {
        var sampan = open();
        var content = bytes(3 * MIB, 5);
        var spool = sampan.spool(new ByteArrayInputStream(content));

        var media =
                done(
                        sampan.put(
                                        PutRequest.of(spool, new MediaName("input"))
                                                .withRemoveSource(true))
                                .await());

        assertThat(server.content(media.id())).isEqualTo(content);
        assertThat(spool).doesNotExist();
    }

    // ---- get ---------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Leaf.SIZE - 1, Leaf.SIZE, Leaf.SIZE + 1, 9 * MIB + 7})
    void getsFilesOfEverySize(int size) throws IOException {
        var content = bytes(size, 3);
        var media = stored("film.mp4", content);

        var got = fileOf(open().get(into(media)).await());

        assertThat(Files.readAllBytes(got)).isEqualTo(content);
        assertThat(filesIn("in")).containsExactly("film.mp4");
    }

    private GetRequest into(Media media) {
        return GetRequest.into(new MediaRef.ById(media.id()), folder.resolve("in"));
    }

    private List<String> filesIn(String name) throws IOException {
        try (var files = Files.list(folder.resolve(name))) {
            return files.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        }
    }

    @Test
    void nothingThatIsThereIsOverwritten() throws IOException {
        var media = stored("film.mp4", bytes(2 * MIB, 3));
        var sampan = open();
        var first = fileOf(sampan.get(into(media)).await());
        write(first, new byte[] {1});
        write(folder.resolve("in").resolve("film (2).mp4.part"), new byte[] {2});

        var second = fileOf(sampan.get(into(media)).await());

        assertThat(filesIn("in")).containsExactly("film (2).mp4.part", "film (3).mp4", "film.mp4");
        assertThat(second).hasFileName("film (3).mp4");
        assertThat(Files.readAllBytes(first)).containsExactly(1);
    }

    @Test
    void twoOfTheSameNameAtOnceGetNamesOfTheirOwn() throws IOException {
        var requests =
                IntStream.range(0, 5)
                        .mapToObj(n -> into(stored("a.txt", bytes(MIB + n, n))))
                        .toList();

        var results = open().get(requests).await();

        assertThat(new HashSet<>(results.stream().map(SampanTest::fileOf).toList())).hasSize(5);
        assertThat(filesIn("in"))
                .containsExactly("a (2).txt", "a (3).txt", "a (4).txt", "a (5).txt", "a.txt");
    }

    @Test
    void hostileNamesStayInTheFolder() throws IOException {
        var media = stored("sub/C:..evil. ", bytes(10, 3));

        var got = fileOf(open().get(into(media)).await());

        var windows = System.getProperty("os.name", "").startsWith("Windows");
        assertThat(got)
                .isEqualTo(folder.resolve(windows ? "in/sub/C_..evil" : "in/sub/C:..evil. "));
    }

    @Test
    void aLinkInTheWayIsNotFollowed() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("in/sub"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("in/x.part"), folder.resolve("elsewhere/x"));
        Files.createSymbolicLink(folder.resolve("in/x"), folder.resolve("elsewhere/x"));
        var sampan = open();

        var outside = sampan.get(into(stored("sub/x", bytes(10, 3)))).await();
        var beside = sampan.get(into(stored("x", bytes(10, 3)))).await();

        assertThat(outside).isInstanceOf(TransferResult.Failed.class);
        assertThat(fileOf(beside)).hasFileName("x (2)");
        assertThat(filesIn("elsewhere")).isEmpty();
    }

    @Test
    void aDamagedLeafIsFetchedAgain() throws IOException {
        var content = bytes(4 * MIB, 3);
        var media = stored("film.mp4", content);
        var once = new Semaphore(1);
        server.react(frame ->
                frame instanceof GetRange && once.tryAcquire()
                        ? new Reaction.Damage()
                        : new Reaction.Normal());

        var get = open().get(into(media));

        assertThat(Files.readAllBytes(fileOf(get.await()))).isEqualTo(content);
        assertThat(get.snapshot().bytesResent()).isEqualTo(MIB);
    }

    @Test
    void aDownloadGetsOnThoughTheLineDropsAndFetchesNothingTwice() throws IOException {
        var content = bytes(4 * MIB, 3);
        var media = stored("film.mp4", content);
        server.react(frame ->
                frame instanceof GetRange range && range.length() > 600_000
                        ? new Reaction.HangUpAfter(300_000)
                        : new Reaction.Normal());

        var get = open().get(into(media));

        assertThat(Files.readAllBytes(fileOf(get.await()))).isEqualTo(content);
        assertThat(get.snapshot().bytesResent()).isZero();
        assertThat(get.snapshot().bytesSent()).isEqualTo(4 * MIB);
    }

    @Test
    void writesToAStreamInOrderAndVerified() throws IOException {
        var content = bytes(7 * MIB + 5, 3);
        var media = stored("film.mp4", content);
        var turn = new AtomicInteger();
        server.react(frame ->
                frame instanceof GetRange
                        ? switch (turn.incrementAndGet() % 5) {
                            case 0 -> new Reaction.Damage();
                            case 1 -> new Reaction.HangUpAfter(300_000);
                            default -> new Reaction.Normal();
                        }
                        : new Reaction.Normal());
        var out = new ByteArrayOutputStream();

        var outcome = open().read(new MediaRef.ByName(media.name()), out, progress -> {});

        assertThat(outcome).isEqualTo(Outcome.done(media));
        assertThat(out.toByteArray()).isEqualTo(content);
    }

    @Test
    void whatIsNotThereIsRefused() {
        var nothing = MediaRef.parse("nothing.txt");

        assertThat(open().get(GetRequest.into(nothing, folder.resolve("in"))).await())
                .isEqualTo(new TransferResult.Refused(Refusal.of(RefusalCode.NOT_FOUND)));
    }

    // ---- the queue ---------------------------------------------------------------------------

    /// A put whose first block is stored, whichever it is, and no other until the gate opens.
    private Transfer stuckPut(Sampan sampan, Semaphore gate, String name) {
        var first = new AtomicBoolean(true);
        server.react(frame ->
                frame instanceof PutBlock && !first.getAndSet(false)
                        ? new Reaction.Later(gate)
                        : new Reaction.Normal());
        var put = sampan.put(PutRequest.of(file(name, 8 * MIB)));
        await().until(() -> put.snapshot().bytesDone() > 0);
        return put;
    }

    @Test
    void pauseFreesTheSlotAndKeepsTheBytesAndAnotherProcessContinues() throws IOException {
        var gate = new Semaphore(0);
        var first = open(config().withUnanswered(Duration.ofSeconds(5), 3));
        var put = stuckPut(first, gate, "film.mp4");
        var upload = server.uploads().getFirst();

        put.pause();

        assertThat(put.result()).contains(new TransferResult.Paused());
        assertThat(first.tasks(false).getFirst().state()).isEqualTo(TaskState.PAUSED);
        assertThat(server.isPaused(upload)).isTrue();
        first.close();
        var before = server.blockBytes();

        gate.release(1000);
        var second = open();
        var media = done(second.resume().transfers().getFirst().await());
        assertThat(server.content(media.id()))
                .isEqualTo(Files.readAllBytes(folder.resolve("film.mp4")));
        // The first block was acknowledged before the pause; the others may have to come again.
        assertThat(server.blockBytes() - before).isLessThanOrEqualTo(7 * MIB);
    }

    @Test
    void cancelRemovesTheBytes() {
        var gate = new Semaphore(0);
        var sampan = open(config().withUnanswered(Duration.ofSeconds(5), 3));
        var put = stuckPut(sampan, gate, "film.mp4");

        put.cancel();

        assertThat(put.result()).contains(new TransferResult.Cancelled());
        assertThat(server.uploads()).isEmpty();
        assertThat(sampan.tasks(true).getFirst().state()).isEqualTo(TaskState.CANCELLED);
        gate.release(1000);
    }

    @Test
    void anotherProcessPausesWhatThisOneSends() {
        var gate = new Semaphore(0);
        var put = stuckPut(open(config().withUnanswered(Duration.ofSeconds(5), 3)), gate, "a");
        var other = open();

        other.transfer(put.id()).orElseThrow().pause();

        assertThat(put.await(Duration.ofSeconds(3))).contains(new TransferResult.Paused());
        gate.release(1000);
        other.transfer(put.id()).orElseThrow().resume();
        await().until(() -> other.tasks(true).getFirst().state() == TaskState.DONE);
    }

    @Test
    void oneProcessWorksTheOtherFollowsAndTakesOver() {
        var gate = new Semaphore(0);
        var first = open(config().withUnanswered(Duration.ofSeconds(5), 3));
        var theirs = stuckPut(first, gate, "a");
        var second = open();
        var ours = second.put(PutRequest.of(file("b", 3 * MIB)));
        await().until(() -> ours.snapshot().bytesTotal() > 0);
        assertThat(second.tasks(false)).allMatch(task -> task.working());

        gate.release(1000);
        first.close();

        assertThat(theirs.await()).isIn(new TransferResult.Left(), theirs.await());
        done(ours.await());
        await().until(() -> second.tasks(false).isEmpty());
    }

    @Test
    void noMoreFilesAtOnceThanTheSettingSays() {
        var gate = new Semaphore(0);
        server.react(frame ->
                frame instanceof FinishUpload ? new Reaction.Later(gate) : new Reaction.Normal());
        var sampan = open(config().withFilesAtOnce(2).withUnanswered(Duration.ofSeconds(30), 3));
        var requests =
                IntStream.range(0, 4).mapToObj(n -> PutRequest.of(file("f" + n, 2 * MIB))).toList();

        var batch = sampan.put(requests);
        await().until(() -> server.count(FinishUpload.class) == 2);

        assertThat(server.uploads()).hasSize(2);
        gate.release(4);
        assertThat(batch.await()).allMatch(r -> r instanceof TransferResult.Done);
    }

    @Test
    void aTaskThatNobodyAnswersStaysInTheJournal() {
        server.close();
        var sampan = open(config().withPatience(Duration.ofMillis(500)));

        var result = sampan.put(PutRequest.of(file("film.mp4", 3 * MIB))).await();

        assertThat(result).isInstanceOf(TransferResult.Unanswered.class);
        assertThat(sampan.tasks(false).getFirst().state()).isEqualTo(TaskState.WAITING);
        assertThatThrownBy(() -> sampan.list(false)).isInstanceOf(NobodyAnswersException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3 * MIB})
    void whatNobodyAnswersCanBeStoppedAtOnceAllTheSame(int size) {
        server.close();
        var sampan = open(config().withPatience(Duration.ofMinutes(10)));
        var paused = sampan.put(PutRequest.of(file("a", size)));
        var cancelled = sampan.put(PutRequest.of(file("b", size)));
        var left = sampan.put(PutRequest.of(file("c", size)));
        var fetched = sampan.get(GetRequest.into(MediaRef.parse("d"), folder.resolve("into")));
        await().atMost(Duration.ofSeconds(40))
                .until(() ->
                        Stream.of(paused, cancelled, left, fetched)
                                .noneMatch(transfer -> transfer.snapshot().reason().isEmpty()));

        paused.pause();
        cancelled.cancel();

        assertThat(paused.await()).isEqualTo(new TransferResult.Paused());
        assertThat(cancelled.await()).isEqualTo(new TransferResult.Cancelled());

        sampan.close();

        assertThat(left.await()).isEqualTo(new TransferResult.Left());
        assertThat(fetched.await()).isEqualTo(new TransferResult.Left());
    }

    @Test
    void followersSeeHowATaskOfAnotherProcessEnded() {
        var gate = new Semaphore(0);
        var put = stuckPut(open(config().withUnanswered(Duration.ofSeconds(5), 3)), gate, "a");
        var follower = open().transfer(put.id()).orElseThrow();

        gate.release(1000);

        var media = done(put.await());
        assertThat(follower.await())
                .isEqualTo(new TransferResult.Done(media, java.util.Optional.empty()));
        assertThat(follower.snapshot().state()).isEqualTo(TaskState.DONE);
    }

    /// The queue may be at a task before the one who added it holds it.
    @Test
    void whatIsAddedWhileTheQueueTurnsIsSeenByWhoAddedIt() {
        var sampan = open();

        IntStream.range(0, 400)
                .parallel()
                .forEach(n -> {
                    var put = sampan.put(PutRequest.of(file("f" + n, 10)));

                    done(put.await(Duration.ofSeconds(10)).orElseThrow());
                    assertThat(put.snapshot().state()).isEqualTo(TaskState.DONE);
                    assertThat(put.snapshot().bytesDone()).isEqualTo(10);
                });
    }

    /// A small file that nobody answers for does not keep the next ones from being tried.
    @Test
    void smallFilesWaitForNoOther() {
        var gate = new Semaphore(0);
        var stuck = new AtomicBoolean();
        server.react(frame ->
                frame instanceof PutSmall && stuck.compareAndSet(false, true)
                        ? new Reaction.Later(gate)
                        : new Reaction.Normal());
        var sampan = open(config().withUnanswered(Duration.ofSeconds(30), 3));
        var first = sampan.put(PutRequest.of(file("a", 10)));
        await().untilTrue(stuck);

        done(sampan.put(PutRequest.of(file("b", 10))).await(Duration.ofSeconds(10)).orElseThrow());

        assertThat(first.result()).isEmpty();
        gate.release();
        done(first.await());
    }

    @Test
    void whoTakesOverLearnsWhatTheLastOneDid() {
        var gate = new Semaphore(0);
        var first = open(config().withUnanswered(Duration.ofSeconds(5), 3));
        stuckPut(first, gate, "a");
        var added = open().put(PutRequest.of(file("b", 3 * MIB)));
        await().until(() -> server.uploads().size() == 2);

        gate.release(1000);
        await().pollInterval(Duration.ofMillis(2))
                .until(() ->
                        first.tasks(true).stream()
                                .allMatch(task -> task.state() == TaskState.DONE));
        first.close();

        assertThat(added.await(Duration.ofSeconds(10))).isPresent();
    }

    // ---- what is stored ----------------------------------------------------------------------

    @Test
    void listsAndRemoves() {
        var media = stored("film.mp4", "x".getBytes(StandardCharsets.UTF_8));
        var sampan = open();

        assertThat(sampan.list(true))
                .isEqualTo(Outcome.done(new Listing(List.of(media), List.of())));
        assertThat(sampan.remove(MediaRef.parse("film.mp4"))).isEqualTo(Outcome.done(media.id()));
        assertThat(sampan.remove(MediaRef.parse("film.mp4")))
                .isEqualTo(Outcome.refused(RefusalCode.NOT_FOUND));
    }

    @Test
    void aCommandThatOnlyReadsTheJournalGoesToNobody() {
        try (var sampan = Sampan.open(config())) {
            assertThat(sampan.tasks(true)).isEmpty();
        }

        assertThat(server.count(Hello.class)).isZero();
    }
}
