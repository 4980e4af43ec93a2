package io.sampan.client.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampan.client.fake.FakeServer;
import io.sampan.client.fake.Reaction;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Ping;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.LoginFrame.Hello;
import io.sampan.wire.frame.MediaFrame.ListMedia;
import io.sampan.wire.frame.MediaFrame.MediaList;
import io.sampan.wire.frame.UploadFrame.PauseUpload;
import io.sampan.wire.frame.UploadFrame.PutBlock;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.CongestionControl;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LanePoolTest {

    private static final Duration UNANSWERED = Duration.ofMillis(400);
    private static final HostPort NOBODY = new HostPort("127.0.0.1", 1);

    private final Transport transport = Transport.openDaemon(1, "test");
    private final FakeServer server = new FakeServer();
    private final List<HostPort> lost = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(transport, server));

    private LanePool pool(int lanes, HostPort... relays) {
        var connector =
                new LinkConnector(
                        transport,
                        new SocketOptions(CongestionControl.probe(transport.kind())),
                        new LinkSettings(Duration.ofSeconds(2), Duration.ofSeconds(5)));
        var settings = new LaneSettings(lanes, UNANSWERED, 3, Duration.ofSeconds(5));
        var credentials = new Credentials.NameOnly(new UserName("alice"));
        var login = new LaneLogin(connector, credentials, UNANSWERED);
        var book = new RelayBook(List.of(relays), System::nanoTime, new Random(1));
        var listener =
                new LaneListener() {
                    @Override
                    public void onUp(HostPort relay) {}

                    @Override
                    public void onLost(HostPort relay, String why) {
                        lost.add(relay);
                    }
                };
        var pool = new LanePool(login, book, settings, listener);
        opened.add(0, pool);
        return pool;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var resource : opened) {
            resource.close();
        }
    }

    @Test
    void keepsSoManyLanesUpAsAreWantedAndOneForEverythingElse() {
        var pool = pool(4, server.address());

        pool.want(3);

        await().until(() -> pool.up() == 4);
        pool.want(100);
        await().until(() -> pool.up() == 5);
        assertThat(server.count(Hello.class)).isEqualTo(5);
    }

    @Test
    void asksAgainWhatWasNotAnswered() {
        var pool = pool(1, server.address());
        var asked = new AtomicInteger();
        server.react(frame ->
                frame instanceof PauseUpload && asked.incrementAndGet() < 3
                        ? new Reaction.Ignore()
                        : new Reaction.Normal());

        var answer = pool.ask(pause());

        assertThat(answer).isEqualTo(new Done());
        assertThat(asked).hasValue(3);
        assertThat(server.count(Hello.class)).isEqualTo(1);
    }

    @Test
    void afterThreeResendsTheNextRelayIsTaken() {
        var silent = new FakeServer();
        opened.add(silent);
        silent.react(
                frame -> frame instanceof Hello ? new Reaction.Normal() : new Reaction.Ignore());
        var pool = pool(1, silent.address(), server.address());

        var answer = pool.ask(pause());

        assertThat(answer).isEqualTo(new Done());
        assertThat(silent.count(PauseUpload.class)).isEqualTo(4);
        assertThat(lost).containsExactly(silent.address());
    }

    @Test
    void aBlockIsNotSentAgainOnALaneThatIsSilentButProbed() {
        var pool = pool(1, server.address());
        server.react(frame ->
                frame instanceof PutBlock || frame instanceof Ping
                        ? new Reaction.Ignore()
                        : new Reaction.Normal());
        var block =
                Question.of(
                        new PutBlock(UploadId.random(), 0, List.of()), Body.of(new byte[100_000]));

        assertThatThrownBy(() -> pool.any().ask(block)).isInstanceOf(LaneLostException.class);

        assertThat(server.count(PutBlock.class)).isEqualTo(1);
        assertThat(server.count(Ping.class)).isEqualTo(3);
    }

    @Test
    void aLaneOnWhichAnythingIsHeardIsNeverGivenUp() throws Exception {
        var pool = pool(1, server.address());
        server.react(
                frame -> frame instanceof PutBlock ? new Reaction.Ignore() : new Reaction.Normal());
        var block =
                Question.of(
                        new PutBlock(UploadId.random(), 0, List.of()), Body.of(new byte[100_000]));

        var asking = CompletableFuture.supplyAsync(() -> pool.any().ask(block), this::onThread);
        Thread.sleep(UNANSWERED.multipliedBy(7));

        assertThat(asking).isNotDone();
        assertThat(pool.up()).isEqualTo(1);
        server.hangUp();
        assertThat(asking.handle((answer, failure) -> failure)).isNotNull();
    }

    private void onThread(Runnable work) {
        Thread.ofVirtual().start(work);
    }

    @Test
    void answersFindWhoeverAskedInWhateverOrderTheyCome() {
        var pool = pool(1, server.address());
        var asked = new AtomicInteger();
        // Each odd request is answered only when it was asked again, after the even ones.
        server.react(frame ->
                frame instanceof PauseUpload && asked.incrementAndGet() % 2 == 1
                        ? new Reaction.Ignore()
                        : new Reaction.Normal());

        var answers =
                java.util.stream.Stream.generate(() ->
                                CompletableFuture.supplyAsync(
                                        () -> pool.ask(pause()), this::onThread))
                        .limit(8)
                        .toList();
        var list = pool.ask(Question.of(new ListMedia(Optional.empty(), 10, false)));

        assertThat(list).isInstanceOf(MediaList.class);
        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(new Done());
    }

    @Test
    void whatWasAskedOnALaneThatIsLostIsAskedOnTheNext() {
        var pool = pool(2, server.address());
        var asked = new AtomicInteger();
        server.react(frame ->
                frame instanceof PauseUpload && asked.incrementAndGet() < 4
                        ? new Reaction.HangUp()
                        : new Reaction.Normal());

        assertThat(pool.ask(pause())).isEqualTo(new Done());
        assertThat(asked).hasValue(4);
    }

    @Test
    void goesThroughTheRelayThatAnswers() {
        var pool = pool(2, NOBODY, server.address());

        assertThat(pool.ask(pause())).isEqualTo(new Done());
        pool.want(2);
        await().until(() -> pool.up() == 3);
    }

    @Test
    void aServerThatComesBackIsFoundByItselfInLessThanASecond() {
        var pool = pool(2, server.address());
        pool.want(2);
        await().until(() -> pool.up() == 3);
        var address = server.address();
        server.close();
        await().until(() -> pool.up() == 0);

        var again = new FakeServer(address);
        opened.add(again);
        var since = System.nanoTime();

        assertThat(pool.ask(pause())).isEqualTo(new Done());
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(1));
        await().until(() -> pool.up() == 3);
    }

    @Test
    void saysSoIfNobodyAnswersForTooLong() {
        var pool = pool(1, NOBODY);

        assertThatThrownBy(() -> pool.ask(pause(), Duration.ofMillis(600)))
                .isInstanceOf(LanesDownException.class)
                .hasMessageContaining(NOBODY.toString());
    }

    @Test
    void saysSoIfTheServerDoesNotWantThisUser() {
        var refusal = Refusal.of(RefusalCode.NAME_TAKEN);
        server.react(frame -> new Reaction.Refuse(refusal));
        var pool = pool(1, server.address());

        assertThatThrownBy(() -> pool.ask(pause()))
                .isInstanceOfSatisfying(
                        LoginRefusedException.class,
                        e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    @Test
    void comesInWhenTheServerIsNotFullAnyMore() {
        var asked = new AtomicInteger();
        var full = Refusal.of(RefusalCode.TOO_MANY_ONLINE).retryAfter(Duration.ofMillis(100));
        server.react(frame ->
                frame instanceof Hello && asked.incrementAndGet() < 3
                        ? new Reaction.Refuse(full)
                        : new Reaction.Normal());

        assertThat(pool(1, server.address()).ask(pause())).isEqualTo(new Done());
    }

    @Test
    void saysThatItWasRefusedIfTheServerIsFullForTooLong() {
        var full = Refusal.of(RefusalCode.TOO_MANY_ONLINE).retryAfter(Duration.ofMillis(50));
        server.react(frame ->
                frame instanceof Hello ? new Reaction.Refuse(full) : new Reaction.Normal());
        var pool = pool(1, server.address());

        assertThatThrownBy(() -> pool.any(Duration.ofMillis(300)))
                .isInstanceOf(LoginRefusedException.class)
                .hasMessageContaining("too many people");
    }

    @Test
    void atMostTwoBlocksAreOnALaneAndOneLaneIsLeftFree() {
        var pool = pool(2, server.address());
        pool.want(2);
        await().until(() -> pool.up() == 3);

        var places = List.of(pool.place(), pool.place(), pool.place(), pool.place());
        var fifth = CompletableFuture.supplyAsync(pool::place, this::onThread);

        assertThat(places.stream().map(LanePlace::lane).distinct()).hasSize(2);
        assertThat(places).extracting(LanePlace::lane).doesNotContain(pool.any());
        assertThat(fifth).isNotDone();
        places.getFirst().close();
        assertThat(fifth.join().lane()).isEqualTo(places.getFirst().lane());
    }

    private static Question pause() {
        Frame request = new PauseUpload(UploadId.random());
        return Question.of(request);
    }
}
