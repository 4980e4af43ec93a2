package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.cli.serve.Stage;
import io.sampan.client.lane.Credentials;
import io.sampan.client.lane.LaneLogin;
import io.sampan.model.ContentType;
import io.sampan.model.MediaName;
import io.sampan.model.MessageId;
import io.sampan.model.Offer;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Arriving;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.MediaFrame.CloseMedia;
import io.sampan.wire.frame.MediaFrame.GetRange;
import io.sampan.wire.frame.MediaFrame.ListMedia;
import io.sampan.wire.frame.MediaFrame.MediaList;
import io.sampan.wire.frame.MediaFrame.OpenMedia;
import io.sampan.wire.frame.MediaFrame.OpenNamed;
import io.sampan.wire.frame.MediaFrame.RemoveMedia;
import io.sampan.wire.frame.PeopleFrame.Enclosure;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import io.sampan.wire.frame.UploadFrame.CancelUpload;
import io.sampan.wire.frame.UploadFrame.FinishUpload;
import io.sampan.wire.frame.UploadFrame.OfferUpload;
import io.sampan.wire.frame.UploadFrame.PauseUpload;
import io.sampan.wire.frame.UploadFrame.PutBlock;
import io.sampan.wire.frame.UploadFrame.PutSmall;
import io.sampan.wire.frame.UploadFrame.QueryUpload;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// Who may do what with a private file, at every moment of its life: each request, asked by each
/// person, over the wire. Each cell has a file of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTableTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] BYTES = "not much of a film".getBytes(StandardCharsets.UTF_8);
    private static final Sha256 DIGEST = Sha256.digest(BYTES);
    private static final UserName EVE = new UserName("eve");

    /// What is asked, and then what each person is told while it is uploading, when it is complete
    /// (and was sent to the recipient), and when it is removed. `-` and `one` are lists.
    private static final String TABLE =
            """
            #            owner                              recipient                          another user
            OFFER        ok          ok          ok         ID_CONFLICT ID_CONFLICT ok         ID_CONFLICT ID_CONFLICT ok
            QUERY        ok          ok          NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND
            PUT_BLOCK    ok          ok          NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND
            PAUSE        ok          NOT_ALLOWED NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND
            CANCEL       ok          NOT_ALLOWED NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND
            FINISH       ok          ok          NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND
            PUT_SMALL    ID_CONFLICT ok          ok         ID_CONFLICT ID_CONFLICT ok         ID_CONFLICT ID_CONFLICT ok
            LIST_UPLOADS one         -           -          -           -           -          -           -           -
            OPEN         NOT_FOUND   ok          NOT_FOUND  NOT_FOUND   ok          NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND
            OPEN_NAMED   NOT_FOUND   ok          NOT_FOUND  NOT_FOUND   ok          NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND
            GET_RANGE    NOT_FOUND   ok          NOT_FOUND  NOT_FOUND   ok          NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND
            CLOSE        ok          ok          ok         ok          ok          ok         ok          ok          ok
            LIST         -           one         -          -           one         -          -           -           -
            REMOVE       NOT_FOUND   ok          NOT_FOUND  NOT_FOUND   NOT_ALLOWED NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND
            SEND         NOT_FOUND   ok          NOT_FOUND  NOT_FOUND   ok          NOT_FOUND  NOT_FOUND   NOT_FOUND   NOT_FOUND
            """;

    enum Request {
        OFFER,
        QUERY,
        PUT_BLOCK,
        PAUSE,
        CANCEL,
        FINISH,
        PUT_SMALL,
        LIST_UPLOADS,
        OPEN,
        OPEN_NAMED,
        GET_RANGE,
        CLOSE,
        LIST,
        REMOVE,
        SEND
    }

    enum Who {
        OWNER,
        RECIPIENT,
        ANOTHER_USER,
        NOT_LOGGED_IN
    }

    enum State {
        UPLOADING,
        COMPLETE,
        REMOVED
    }

    private final Map<Who, Link> links = new EnumMap<>(Who.class);
    private Stage stage;
    private Transport transport;
    private LinkConnector connector;
    private int exchange = 10;

    @BeforeAll
    void open(@TempDir Path home) {
        stage = Stage.open(home);
        transport = Transport.open(1, "test");
        connector =
                new LinkConnector(
                        transport,
                        SocketOptions.probe(
                                transport.kind(), LoggerFactory.getLogger(RightsTableTest.class)),
                        LinkSettings.DEFAULT);
        links.put(Who.OWNER, logIn("alice"));
        links.put(Who.RECIPIENT, logIn("bob"));
        links.put(Who.ANOTHER_USER, logIn(EVE.value()));
    }

    private Link logIn(String name) {
        return new LaneLogin(connector, new Credentials.NameOnly(new UserName(name)), PATIENCE)
                .connect(stage.entrance())
                .link();
    }

    @AfterAll
    void close() {
        links.values().forEach(Link::close);
        transport.close();
        stage.close();
    }

    static Stream<Arguments> cells() {
        var cells = new ArrayList<Arguments>();
        for (var line : TABLE.lines().filter(one -> !one.startsWith("#")).toList()) {
            var words = new ArrayDeque<>(List.of(line.split(" +")));
            var request = Request.valueOf(words.remove());
            for (var who : List.of(Who.OWNER, Who.RECIPIENT, Who.ANOTHER_USER)) {
                for (var state : State.values()) {
                    cells.add(Arguments.of(request, who, state, words.remove()));
                }
            }
            for (var state : State.values()) {
                // The frames of a stranger have no body: one that has is not even read.
                var refusal = body(request).equals(Body.NONE) ? "NOT_LOGGED_IN" : "MALFORMED";
                cells.add(Arguments.of(request, Who.NOT_LOGGED_IN, state, refusal));
            }
        }
        return cells.stream();
    }

    @ParameterizedTest(name = "{0} by {1} when it is {2}: {3}")
    @MethodSource("cells")
    void eachCell(Request request, Who who, State state, String expected) {
        var file = new Offer(UploadId.random(), name(), BYTES.length, ContentType.BYTES, false);
        bring(file, state);

        var told =
                who == Who.NOT_LOGGED_IN
                        ? askAsStranger(request, file)
                        : ask(links.get(who), request, file);

        assertThat(told).isEqualTo(expected);
    }

    private static MediaName name() {
        return new MediaName("film-" + UploadId.random());
    }

    @Test
    void everyRequestHasARow() {
        assertThat(cells().map(cell -> cell.get()[0]).distinct())
                .isEqualTo(List.of((Object[]) Request.values()));
    }

    /// The owner brings a file into a state.
    private void bring(Offer file, State state) {
        var owner = links.get(Who.OWNER);
        assertThat(ask(owner, Request.OFFER, file)).isEqualTo("ok");
        assertThat(ask(owner, Request.PUT_BLOCK, file)).isEqualTo("ok");
        if (state == State.UPLOADING) {
            return;
        }
        assertThat(ask(owner, Request.FINISH, file)).isEqualTo("ok");
        assertThat(
                        told(
                                answer(owner, post(file, new UserName("bob")), Body.NONE),
                                Request.SEND,
                                file))
                .isEqualTo("ok");
        if (state == State.REMOVED) {
            assertThat(ask(owner, Request.REMOVE, file)).isEqualTo("ok");
        }
    }

    private String askAsStranger(Request request, Offer file) {
        try (var stranger = connector.connect(stage.entrance())) {
            return ask(stranger, request, file);
        }
    }

    private String ask(Link link, Request request, Offer file) {
        return told(answer(link, frame(request, file), body(request)), request, file);
    }

    private static Frame frame(Request request, Offer file) {
        var upload = file.id();
        var media = upload.toMediaId();
        return switch (request) {
            case OFFER -> new OfferUpload(file, false);
            case QUERY -> new QueryUpload(upload);
            case PUT_BLOCK -> new PutBlock(upload, 0, List.of(DIGEST));
            case PAUSE -> new PauseUpload(upload);
            case CANCEL -> new CancelUpload(upload);
            case FINISH -> new FinishUpload(upload, DIGEST, Optional.empty());
            case PUT_SMALL -> new PutSmall(file, DIGEST);
            case LIST_UPLOADS -> new ListMedia(Optional.empty(), 1, true);
            case OPEN -> new OpenMedia(media);
            case OPEN_NAMED -> new OpenNamed(file.name());
            case GET_RANGE -> new GetRange(media, 0, BYTES.length);
            case CLOSE -> new CloseMedia(media);
            case LIST -> new ListMedia(Optional.empty(), 1_000, false);
            case REMOVE -> new RemoveMedia(media);
            case SEND -> post(file, EVE);
        };
    }

    private static PostMessage post(Offer file, UserName to) {
        return new PostMessage(
                MessageId.random(),
                List.of(to),
                "",
                List.of(new Enclosure(file.id().toMediaId(), "")));
    }

    private static Body body(Request request) {
        return switch (request) {
            case PUT_BLOCK, PUT_SMALL -> Body.of(BYTES);
            default -> Body.NONE;
        };
    }

    private Frame answer(Link link, Frame request, Body body) {
        var asked = exchange++;
        link.send(asked, request, body);
        while (true) {
            var incoming = link.receive(PATIENCE);
            incoming.body().skip(PATIENCE);
            if (!(incoming.frame() instanceof Arriving)) {
                return incoming.frame();
            }
        }
    }

    private static String told(Frame answer, Request request, Offer file) {
        return switch (answer) {
            case Refused(var refusal) -> refusal.code().name();
            case MediaList list -> isIn(list, request, file) ? "one" : "-";
            default -> "ok";
        };
    }

    private static boolean isIn(MediaList list, Request request, Offer file) {
        return request == Request.LIST_UPLOADS
                ? list.uploads().stream().anyMatch(one -> one.offer().id().equals(file.id()))
                : list.media().stream().anyMatch(one -> one.id().equals(file.id().toMediaId()));
    }
}
