package io.sampan.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sampan.client.fake.FakeServer;
import io.sampan.client.fake.Reaction;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.GetRequest.Target;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.PutRequest;
import io.sampan.client.task.TransferResult;
import io.sampan.client.upload.SpoolException;
import io.sampan.model.ByteRange;
import io.sampan.model.ContentType;
import io.sampan.model.Media;
import io.sampan.model.MediaName;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.RangeSet;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.wire.frame.MediaFrame.GetRange;
import io.sampan.wire.frame.MediaFrame.OpenMedia;
import io.sampan.wire.frame.UploadFrame.PutBlock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Sources, targets and servers that are not what one hopes for.
@Timeout(60)
class AwkwardFilesTest {

    private static final int MIB = 1 << 20;

    @TempDir private Path folder;

    private final FakeServer server = new FakeServer();
    private final List<Sampan> opened = new ArrayList<>();

    private Sampan open() {
        return open(Duration.ofSeconds(20));
    }

    private Sampan open(Duration patience) {
        var sampan =
                Sampan.open(
                        ClientConfig.of(
                                        folder.resolve("home"),
                                        new UserName("alice"),
                                        List.of(server.address()))
                                .withLanes(3)
                                .withBlockBytes(MIB)
                                .withUnanswered(Duration.ofSeconds(5), 3)
                                .withPatience(patience));
        opened.add(sampan);
        return sampan;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(Sampan::close);
        server.close();
    }

    private static byte[] bytes(int size) {
        var bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
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

    private static Path fileOf(TransferResult result) {
        assertThat(result).isInstanceOf(TransferResult.Done.class);
        return ((TransferResult.Done) result).file().orElseThrow();
    }

    private List<Path> spooled() throws IOException {
        var spool = folder.resolve("home/spool");
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (var files = Files.list(spool)) {
            return files.toList();
        }
    }

    // ---- what comes from a pipe --------------------------------------------------------------

    @Test
    void aPipeThatBreaksLeavesNothingBehindAndSaysWhy() throws IOException {
        var breaking =
                new SequenceInputStream(
                        new ByteArrayInputStream(bytes(2 * MIB)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the pipe broke");
                            }

                            @Override
                            public int read(byte[] into, int at, int length) throws IOException {
                                throw new IOException("the pipe broke");
                            }
                        });

        assertThatThrownBy(() -> open().spool(breaking))
                .isInstanceOf(SpoolException.class)
                .hasMessageContaining("the pipe broke");
        assertThat(spooled()).isEmpty();
    }

    @Test
    void whatIsSpooledAndNeverPutGoesWithTheSession() throws IOException {
        var first = open();
        var spool = first.spool(new ByteArrayInputStream(bytes(100)));

        open().tasks(true);

        assertThat(spool).as("another session of the home leaves it alone").exists();
        first.close();
        assertThat(spooled()).isEmpty();
    }

    @Test
    void whatAKilledProcessHasLeftIsSweptUnlessATaskNeedsIt() throws IOException {
        server.react(
                frame -> frame instanceof PutBlock ? new Reaction.Ignore() : new Reaction.Normal());
        var first = open();
        var needed = first.spool(new ByteArrayInputStream(bytes(3 * MIB)));
        first.put(PutRequest.of(needed, new MediaName("needed")).withRemoveSource(true));
        first.close();
        Files.write(needed.resolveSibling("left"), bytes(10));

        open().tasks(true);

        assertThat(spooled()).containsExactly(needed);
    }

    @Test
    void aFileOfTheKernelThatLooksEmptyIsPutWithWhatItHolds() throws IOException {
        var version = Path.of("/proc/version");
        assumeThat(version).exists();

        var result = open().put(PutRequest.of(version)).await();

        assertThat(result).isInstanceOf(TransferResult.Done.class);
        var id = ((TransferResult.Done) result).media().id();
        assertThat(server.content(id)).isEqualTo(Files.readAllBytes(version)).isNotEmpty();
        assertThat(spooled()).isEmpty();
    }

    // ---- where downloads go ------------------------------------------------------------------

    @Test
    void whatIsNoFileIsNotReplaced() throws Exception {
        var media = stored("film", bytes(100));
        var precious = Files.writeString(folder.resolve("precious"), "precious");
        var link = Files.createSymbolicLink(folder.resolve("link"), precious);
        var pipe = folder.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", "" + pipe).start().waitFor()).isZero();
        var sampan = open();

        for (var target : List.of(link, pipe, folder)) {
            var got = sampan.get(new GetRequest(ref(media), new Target.To(target, true))).await();

            assertThat(got).as("%s", target).isInstanceOf(TransferResult.Failed.class);
        }
        assertThat(link).isSymbolicLink();
        assertThat(precious).hasContent("precious");
        assertThat(Files.isRegularFile(pipe, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    private static MediaRef ref(Media media) {
        return new MediaRef.ById(media.id());
    }

    @Test
    void theLongestNameIsFetchedAsItIs() {
        var name = "x".repeat(251) + ".mp4";
        var media = stored(name, bytes(3 * MIB));
        var sampan = open();

        var into = sampan.get(GetRequest.into(ref(media), folder.resolve("in"))).await();
        var second = sampan.get(GetRequest.into(ref(media), folder.resolve("in"))).await();
        var to = sampan.get(GetRequest.to(ref(media), folder.resolve(name))).await();

        assertThat(fileOf(into)).hasFileName(name);
        assertThat(fileOf(second)).hasFileName("x".repeat(247) + " (2).mp4");
        assertThat(fileOf(to)).hasSize(3 * MIB);
    }

    @Test
    void aFileThatWasFetchedHasThePermissionsOfANewOne() throws IOException {
        var media = stored("holiday/film", bytes(100));
        var other = Files.createDirectory(folder.resolve("other"));
        var fresh = Files.createFile(other.resolve("fresh"));

        var got = fileOf(open().get(GetRequest.into(ref(media), folder.resolve("in"))).await());

        assertThat(Files.getPosixFilePermissions(got))
                .isEqualTo(Files.getPosixFilePermissions(fresh));
        assertThat(Files.getPosixFilePermissions(got.getParent()))
                .isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void timeAndExecutableBitComeBack() throws IOException {
        var source = Files.write(folder.resolve("run.sh"), bytes(2 * MIB + 1));
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwx------"));
        var then = Instant.parse("2001-02-03T04:05:06.123456789Z");
        Files.setLastModifiedTime(source, FileTime.from(then));
        var sampan = open();
        var media = ((TransferResult.Done) sampan.put(PutRequest.of(source)).await()).media();

        var got = fileOf(sampan.get(GetRequest.into(ref(media), folder.resolve("in"))).await());

        assertThat(Files.getLastModifiedTime(got).toInstant())
                .isEqualTo(Files.getLastModifiedTime(source).toInstant());
        assertThat(Files.isExecutable(got)).isTrue();
    }

    // ---- servers that lose or damage ---------------------------------------------------------

    @Test
    void whatAServerHasLostCountsAsSentAgain() throws IOException {
        var blocks = new AtomicInteger();
        server.react(frame -> {
            if (frame instanceof PutBlock && blocks.incrementAndGet() == 5) {
                server.forgetUploads();
            }
            return new Reaction.Normal();
        });
        var source = Files.write(folder.resolve("film"), bytes(8 * MIB));

        var put = open().put(PutRequest.of(source));

        assertThat(put.await()).isInstanceOf(TransferResult.Done.class);
        assertThat(put.snapshot().bytesResent()).isPositive();
        assertThat(put.snapshot().bytesSent() - put.snapshot().bytesResent())
                .isLessThanOrEqualTo(8 * MIB);
    }

    @Test
    void aLeafThatComesDamagedEachTimeIsGivenUpAndTheRestKept() throws IOException {
        var content = bytes(4 * MIB);
        var media = stored("film", content);
        var damaged = new AtomicBoolean(true);
        server.react(frame ->
                damaged.get() && isThirdLeaf(frame)
                        ? new Reaction.Damage()
                        : new Reaction.Normal());
        var sampan = open();

        var get = sampan.get(GetRequest.into(ref(media), folder.resolve("in")));

        namesTheThirdLeaf(get.await());
        assertThat(server.heard().stream().filter(AwkwardFilesTest::isThirdLeaf).count())
                .isLessThan(20);
        damaged.set(false);
        get.resume();
        assertThat(Files.readAllBytes(fileOf(get.await()))).isEqualTo(content);
        assertThat(get.snapshot().bytesDone()).isEqualTo(4 * MIB);
    }

    private static boolean isThirdLeaf(Object frame) {
        return frame instanceof GetRange range && range.offset() == 2 * MIB;
    }

    private static void namesTheThirdLeaf(TransferResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        TransferResult.Refused.class,
                        refused -> {
                            assertThat(refused.refusal().code()).isEqualTo(RefusalCode.DAMAGED);
                            assertThat(refused.refusal().ranges())
                                    .isEqualTo(RangeSet.of(new ByteRange(2 * MIB, 3 * MIB)));
                            assertThat(refused.refusal().reason())
                                    .contains("bytes 2097152 to 3145727", "kept");
                        });
    }

    @Test
    void whatTheServerSaysIsDamagedIsNamedAndTheRestKept() {
        var media = stored("film", bytes(4 * MIB));
        var refusal = new Reaction.Refuse(Refusal.of(RefusalCode.DAMAGED));
        server.react(frame -> isThirdLeaf(frame) ? refusal : new Reaction.Normal());

        var get = open().get(GetRequest.into(ref(media), folder.resolve("in")));

        namesTheThirdLeaf(get.await());
        assertThat(get.snapshot().bytesDone()).isEqualTo(3 * MIB);
        assertThat(server.heard().stream().filter(AwkwardFilesTest::isThirdLeaf)).hasSize(1);
    }

    @Test
    void aStreamEndsWithAClearWordAtADamagedLeaf() {
        var media = stored("film", bytes(4 * MIB));
        server.react(frame -> isThirdLeaf(frame) ? new Reaction.Damage() : new Reaction.Normal());
        var out = new ByteArrayOutputStream();

        var read = open().read(ref(media), out, snapshot -> {});

        assertThat(read)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.refusal().code())
                                        .isEqualTo(RefusalCode.DAMAGED));
        assertThat(out.size()).isEqualTo(2 * MIB);
    }

    @Test
    void aServerThatOnlyFailsIsGivenUp() {
        var media = stored("film", bytes(100));
        var fails =
                new Reaction.Refuse(
                        Refusal.of(RefusalCode.INTERNAL).retryAfter(Duration.ofMillis(20)));
        server.react(frame -> frame instanceof OpenMedia ? fails : new Reaction.Normal());

        var got =
                open(Duration.ofMillis(300))
                        .get(GetRequest.into(ref(media), folder.resolve("in")))
                        .await();

        assertThat(got)
                .isInstanceOfSatisfying(
                        TransferResult.Refused.class,
                        refused ->
                                assertThat(refused.refusal().code())
                                        .isEqualTo(RefusalCode.INTERNAL));
    }
}
