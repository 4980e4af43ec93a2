package io.sampan.systemtests;

import static io.sampan.systemtests.harness.RawLane.ascii;
import static io.sampan.systemtests.harness.RawLane.preface;
import static io.sampan.systemtests.harness.RawLane.prelude;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.RawLane;
import io.sampan.wire.proto.Hello;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Peers that babble, lie about lengths, stop in the middle or say nothing. Each is refused or
/// closed; the server logs one quiet line at most, and serves honest people as before.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostileFramesTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final ByteString OURS = preface(1, 1);
    private static final ByteString HELLO =
            frame(
                    1,
                    1,
                    Hello.newBuilder()
                            .setSoftware("raw")
                            .setName("mallory")
                            .build()
                            .toByteString());

    @RegisterExtension static final Lab lab = new Lab();

    private static Cluster cluster;
    private long linesBefore;

    @BeforeAll
    static void start() {
        cluster = lab.cluster().settings("login-timeout = \"2s\"").start();
    }

    @BeforeEach
    void begin() {
        linesBefore = cluster.server().logLines();
    }

    @Test
    void strangersThatBabbleAreClosed() throws IOException {
        var attacks = new LinkedHashMap<String, ByteString>();
        attacks.put("a mail client", bytes("EHLO x\r\n\r\n"));
        attacks.put("zeros", ByteString.copyFrom(new byte[4096]));
        attacks.put("our first letter and nothing else of ours", bytes("SSH-2.0-x\r\n"));
        attacks.put(
                "TLS where there is none",
                ByteString.copyFrom(new byte[] {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0}));
        attacks.put("no version in common", preface(7, 9).concat(HELLO));
        attacks.put("a header of 4 GiB", OURS.concat(bytes(prelude(0, -1, 1, 0, 1))));
        attacks.put(
                "a header of 2 GiB", OURS.concat(bytes(prelude(0, Integer.MAX_VALUE, 1, 0, 1))));
        attacks.put("a header of 5 KiB", OURS.concat(bytes(prelude(0, 5 << 10, 1, 0, 1))));
        attacks.put("a body before login", OURS.concat(bytes(prelude(1, 0, 1, 0, 1))));
        attacks.put("a body of 4 GiB before login", OURS.concat(bytes(prelude(-1, 0, 1, 0, 1))));
        attacks.put("a flag", OURS.concat(bytes(prelude(0, 0, 1, 1, 1))));
        attacks.put("an unknown type", OURS.concat(bytes(prelude(0, 0, 999, 0, 1))));
        attacks.put("type 0", OURS.concat(bytes(prelude(0, 0, 0, 0, 1))));
        attacks.put("a request before login", OURS.concat(frame(25, 1, ByteString.EMPTY)));
        attacks.put(
                "a header that is no protobuf",
                OURS.concat(frame(1, 1, bytes("\377\377\377\377\377"))));
        attacks.put("a name that is none", OURS.concat(frame(1, 1, hello("../../etc"))));
        attacks.put("a name of 3 KiB", OURS.concat(frame(1, 1, hello("x".repeat(3000)))));
        attacks.put("no name", OURS.concat(frame(1, 1, hello(""))));
        attacks.put("half a preface", bytes("SM"));
        attacks.put("half a prelude", OURS.concat(bytes(prelude(0, 10, 1, 0, 1)).substring(0, 9)));
        attacks.put("half a header", OURS.concat(HELLO.substring(0, HELLO.size() - 3)));
        areClosed(attacks);
    }

    @Test
    void membersThatBabbleAreClosed() throws IOException {
        var member = OURS.concat(HELLO);
        var attacks = new LinkedHashMap<String, ByteString>();
        attacks.put("a header of 4 GiB", member.concat(bytes(prelude(0, -1, 13, 0, 2))));
        attacks.put("a body of 4 GiB", member.concat(bytes(prelude(-1, 20, 13, 0, 2))));
        attacks.put("a body of 65 MiB", member.concat(bytes(prelude(65 << 20, 20, 13, 0, 2))));
        attacks.put("an unknown type", member.concat(bytes(prelude(0, 0, 77, 0, 2))));
        attacks.put("a second login", member.concat(HELLO));
        attacks.put("an answer", member.concat(frame(11, 2, ByteString.EMPTY)));
        attacks.put("a refusal", member.concat(frame(5, 2, ByteString.EMPTY)));
        attacks.put("an id of 3 bytes", member.concat(frame(12, 2, bytes("\n\003abc"))));
        attacks.put("garbage", member.concat(ByteString.copyFrom(Content.bytes(80, 5000))));
        areClosed(attacks);
    }

    /// Each is sent three times: with the line held open, with the end of sending, and cut off.
    private void areClosed(Map<String, ByteString> attacks) throws IOException {
        for (var attack : attacks.entrySet()) {
            try (var open = RawLane.connect(cluster.server().address());
                    var ended = RawLane.connect(cluster.server().address());
                    var cut = RawLane.connect(cluster.server().address())) {
                cut.sendBytes(attack.getValue().toByteArray()).close();
                ended.sendBytes(attack.getValue().toByteArray()).endOfSending();
                open.sendBytes(attack.getValue().toByteArray());
                try {
                    ended.awaitEnd(SOON);
                    open.awaitEnd(SOON);
                } catch (AssertionError e) {
                    throw new AssertionError(attack.getKey() + ": " + e.getMessage(), e);
                }
            }
        }
        lab.say("%d attacks, each three times", attacks.size());
        serverIsUnimpressed(3 * attacks.size());
    }

    @Test
    void bodiesThatStopInTheMiddleLeaveNothingBehind() throws IOException {
        var before = cluster.serverDiskBytes();
        for (var i = 0; i < 50; i++) {
            try (var lane = RawLane.login(cluster.server().address(), "mallory")) {
                var small =
                        io.sampan.wire.proto.PutSmall.newBuilder()
                                .setOffer(
                                        io.sampan.wire.proto.Offer.newBuilder()
                                                .setId(RawLane.id(i))
                                                .setName("half")
                                                .setContentType("a/b")
                                                .setSize(1000))
                                .setDigest(ByteString.copyFrom(new byte[32]))
                                .build()
                                .toByteArray();
                lane.sendBytes(prelude(1000, small.length, 19, 0, 2)).sendBytes(small);
                lane.sendBytes(new byte[i * 19]);
            }
        }
        serverIsUnimpressed(50);
        assertThat(cluster.serverDiskBytes() - before).isLessThan(4 << 20);
    }

    @Test
    void aThousandLanesOfRandomBytesAreClosed() throws IOException {
        var random = new SplittableRandom(81);
        for (var i = 0; i < 1000; i++) {
            var noise = new byte[random.nextInt(1, 400)];
            random.nextBytes(noise);
            var start = random.nextInt(3);
            try (var lane = RawLane.connect(cluster.server().address())) {
                if (start > 0) {
                    lane.sendBytes(OURS.toByteArray());
                }
                if (start > 1) {
                    lane.sendBytes(HELLO.toByteArray());
                }
                lane.sendBytes(noise).endOfSending();
                lane.awaitEnd(SOON);
            }
        }
        serverIsUnimpressed(1000);
    }

    @Test
    void aHundredThatSayNothingOrOneByteASecondAreClosedAndNobodyWaitsForThem() throws IOException {
        var lanes = new java.util.ArrayList<RawLane>();
        for (var i = 0; i < 100; i++) {
            lanes.add(lab.owns(RawLane.connect(cluster.server().address())));
            lanes.getLast().sendBytes(i % 2 == 0 ? new byte[0] : ascii("S"));
        }

        serverIsUnimpressed(100);

        lanes.forEach(lane -> lane.awaitEnd(SOON));
    }

    private void serverIsUnimpressed(int attacks) throws IOException {
        var log = cluster.server().log();
        assertThat(cluster.server().isAlive()).isTrue();
        assertThat(log).doesNotContain("ERROR").doesNotContain("Exception");
        assertThat(cluster.server().logLines() - linesBefore)
                .as("lines in the log")
                .isLessThan(attacks + 20L);
        assertThat(cluster.server().peakResidentBytes()).isLessThan(400L << 20);
        var alice = lab.person(lab.ownName("alice"), cluster.entries());
        var name = lab.ownName("film");
        var film = Content.random(lab.folder("files").resolve(name), 82, 3_000_000);
        alice.done("put", film);
        var copy = lab.folder("files").resolve("copy");
        alice.done("get", name, "-o", copy);
        assertThat(Content.same(film, copy)).isTrue();
    }

    private static ByteString hello(String name) {
        return Hello.newBuilder().setSoftware("raw").setName(name).build().toByteString();
    }

    private static ByteString frame(int type, int exchange, ByteString header) {
        return bytes(prelude(0, header.size(), type, 0, exchange)).concat(header);
    }

    private static ByteString bytes(byte[] bytes) {
        return ByteString.copyFrom(bytes);
    }

    /// One byte for each character.
    private static ByteString bytes(String text) {
        return ByteString.copyFrom(text, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
