package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Daemon;
import io.sampan.systemtests.harness.Figures;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.Mob;
import io.sampan.systemtests.harness.RawLane;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.proto.GetRange;
import io.sampan.wire.proto.Hello;
import io.sampan.wire.proto.Offer;
import io.sampan.wire.proto.PutSmall;
import io.sampan.wire.proto.UploadComplete;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Hundreds and thousands of peers that mean no good, through a relay and straight to the server,
/// while honest people put and get. Those are served; the others are found out, counted, and leave
/// nothing behind.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HostilePeersTest {

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Duration RATHER_SOON = Duration.ofMillis(500);
    private static final byte[] PREFACE = RawLane.preface(1, 1).toByteArray();
    private static final byte[] HALF_A_FRAME =
            join(PREFACE, RawLane.prelude(0, 4000, 1, 0, 1), new byte[50]);

    @RegisterExtension static final Lab lab = new Lab();

    private static final Figures server = Figures.anywhere();
    private static Cluster cluster;
    private Path film;
    private Map<Daemon, Long> linesBefore = Map.of();

    @BeforeAll
    static void start() {
        cluster =
                lab.cluster()
                        .relays(1, 1)
                        .settings(
                                server.setting(),
                                "max-lanes = 3000",
                                "login-timeout = \"2s\"",
                                "send-silence = \"2s\"")
                        .start();
    }

    @BeforeEach
    void begin() {
        linesBefore = daemons().collect(Collectors.toMap(Function.identity(), Daemon::logLines));
        film = Content.random(lab.folder("files").resolve(lab.ownName("film")), 91, 20_000_000);
    }

    @Test
    void aThousandThatSayNothing() {
        areFoundOutBy("mute", mob(Mob.sayingNothing(), 1000), 1000);
    }

    @Test
    void aThousandThatSayHalfAFrame() {
        areFoundOutBy("slow", mob(Mob.saying(HALF_A_FRAME), 1000), 1000);
    }

    @Test
    void fiveHundredThatSayOneByteAndThenAnother() {
        var drips = Mob.dripping(HALF_A_FRAME, Duration.ofMillis(250));

        areFoundOutBy("slow", mob(drips, 500), 500);
    }

    @Test
    void twoHundredThatDownloadAndDoNotRead() {
        var deaf = Mob.neverReading(login(lab.ownName("mallory"), askForMuch()));

        areFoundOutBy("deaf", mob(deaf, 200), 200);
    }

    @Test
    void oneAddressThatWantsEveryPlace() {
        var talkers = login(lab.ownName("mallory"), new byte[0]);

        // They log in, and are silent only after a minute: it is their number that is limited.
        areFoundOutBy(
                "crowd",
                lab.owns(
                        new Mob(
                                Mob.saying(talkers),
                                3500,
                                List.of(cluster.server().address()),
                                RATHER_SOON)),
                500);
    }

    @Test
    void someThatOpenAndCloseAsFastAsTheyCan() {
        var flood =
                lab.owns(
                        new Mob(
                                Mob.leavingAtOnce(),
                                2,
                                List.of(cluster.server().address()),
                                Duration.ZERO));

        areFoundOutBy("rush", flood, 2000);
        lab.say("%d connections were opened", flood.opened());
    }

    private Mob mob(Mob.Manner manner, int size) {
        return lab.owns(new Mob(manner, size, entrances(), RATHER_SOON));
    }

    private List<HostPort> entrances() {
        return List.of(cluster.entries().getFirst(), cluster.server().address());
    }

    private void areFoundOutBy(String offence, Mob mob, long times) {
        var before = found(offence);
        try (mob) {
            var alice = lab.person(lab.ownName("alice"), cluster.entries());
            var copy = lab.folder("files").resolve("copy");
            await().atMost(WITHIN).until(() -> found(offence) > before);

            alice.done("put", film);
            alice.done("get", film.getFileName(), "-o", copy);

            assertThat(Content.same(film, copy)).isTrue();
            await().atMost(WITHIN).until(() -> found(offence) >= before + times);
        }
        await().atMost(WITHIN).until(() -> server.value("sampan_lanes") == 0);
        assertThat(cluster.server().log()).doesNotContain("ERROR").doesNotContain("Exception");
        assertThat(cluster.server().peakResidentBytes()).isLessThan(500L << 20);
        assertThat(daemons())
                .allSatisfy(one ->
                        assertThat(one.logLines() - linesBefore.get(one))
                                .as("lines in the log of %s", one.name())
                                .isLessThan(40L));
    }

    private static Stream<Daemon> daemons() {
        return Stream.concat(Stream.of(cluster.server()), cluster.relays().stream());
    }

    private long found(String offence) {
        return server.value("sampan_offences_" + offence + "_total");
    }

    /// Puts a small file and asks for it 4,000 times: a GB that nobody reads.
    private byte[] askForMuch() {
        var bytes = Content.bytes(92, 256 << 10);
        var offer =
                Offer.newBuilder()
                        .setId(RawLane.id(1))
                        .setName("much")
                        .setContentType("a/b")
                        .setSize(bytes.length);
        ByteString media;
        try (var lane = RawLane.login(cluster.server().address(), lab.ownName("mallory"))) {
            var put =
                    PutSmall.newBuilder()
                            .setOffer(offer)
                            .setDigest(ByteString.copyFrom(sha256(bytes)))
                            .build();
            media = lane.ask(19, put, bytes).read(UploadComplete.parser()).getMedia().getId();
        }
        var get = GetRange.newBuilder().setId(media).setLength(bytes.length).build().toByteArray();
        var all = new ByteArrayOutputStream();
        for (var i = 0; i < 4000; i++) {
            all.writeBytes(RawLane.prelude(0, get.length, 22, 0, 2 + i));
            all.writeBytes(get);
        }
        return all.toByteArray();
    }

    private static byte[] login(String name, byte[] then) {
        var hello = Hello.newBuilder().setSoftware("raw").setName(name).build().toByteArray();
        return join(PREFACE, RawLane.prelude(0, hello.length, 1, 0, 1), hello, then);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
