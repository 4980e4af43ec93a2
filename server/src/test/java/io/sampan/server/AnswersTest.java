package io.sampan.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.storage.StorageException;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Ping;
import io.sampan.wire.frame.ControlFrame.Pong;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.link.AdmissionSettings;
import io.sampan.wire.link.LineKinds;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkServer;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.Violations;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whatever is thrown while a request is worked on, it is answered, and the lane goes on.
@Timeout(60)
class AnswersTest {

    private static final Logger LOG = LoggerFactory.getLogger(AnswersTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LinkSettings SETTINGS =
            new LinkSettings(Duration.ofSeconds(20), Duration.ofSeconds(20));

    private final Transport transport = Transport.openDaemon(2, "test-loop");
    private final SocketOptions options = SocketOptions.probe(transport.kind(), LOG);
    private final ServerCounters counters = new ServerCounters();
    private final Faults faults = new Faults(counters);

    @AfterEach
    void close() {
        transport.close();
    }

    private interface Request {
        void on(Answers answers, int exchange);
    }

    /// A client of a server that does the same with each request.
    private Link serving(Request request) {
        var server =
                new LinkServer(
                        transport,
                        options,
                        SETTINGS,
                        new HostPort("127.0.0.1", 0),
                        LineKinds.PLAIN,
                        new AdmissionSettings(
                                ConnectionLimits.of(10),
                                Duration.ofMinutes(1),
                                new Violations(LOG, System::nanoTime)),
                        link -> {
                            link.letIn();
                            try (var answers = new Answers(link, counters, faults)) {
                                while (true) {
                                    request.on(answers, link.receive(PATIENCE).exchange());
                                }
                            }
                        });
        var link = new LinkConnector(transport, options, SETTINGS).connect(server.address());
        link.letIn();
        return link;
    }

    private Frame ask(Link link, int exchange) {
        link.send(exchange, new Ping());
        var answer = link.receive(PATIENCE);
        assertThat(answer.exchange()).isEqualTo(exchange);
        return answer.frame();
    }

    private static Stream<Throwable> faultsOfOurOwn() {
        return Stream.of(
                new StorageException("the disk is gone", new java.io.IOException()),
                new IllegalStateException("a rule of ours is broken"),
                new NullPointerException(),
                new UncheckedIOException(new java.io.IOException("broken")),
                new StackOverflowError(),
                new OutOfMemoryError("of direct buffers"));
    }

    private static <T> Supplier<Outcome<T>> throwing(Throwable fault) {
        return () -> {
            throw AnswersTest.<RuntimeException>sneaky(fault);
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneaky(Throwable fault) throws E {
        throw (E) fault;
    }

    @ParameterizedTest
    @MethodSource("faultsOfOurOwn")
    void aFaultOfWorkDoneAsideIsAnsweredCountedAndNotTheEnd(Throwable fault) {
        var link =
                serving((answers, exchange) ->
                        answers.aside(exchange, throwing(fault), _ -> new Pong()));

        for (var exchange = 1; exchange <= 2; exchange++) {
            assertThat(ask(link, exchange))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> {
                                assertThat(refused.refusal().code())
                                        .isEqualTo(RefusalCode.INTERNAL);
                                assertThat(refused.refusal().retryAfter()).isPresent();
                            });
        }
        assertThat(counters.figures(0).faults()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("faultsOfOurOwn")
    void aFaultOfTheLanesOwnThreadIsAnsweredToo(Throwable fault) {
        var link =
                serving((answers, exchange) ->
                        answers.answer(
                                exchange,
                                () -> {
                                    var _ = AnswersTest.throwing(fault).get();
                                }));

        for (var exchange = 1; exchange <= 2; exchange++) {
            assertThat(ask(link, exchange)).isInstanceOf(Refused.class);
        }
        assertThat(counters.figures(0).faults()).isEqualTo(2);
    }

    @Test
    void anAnswerThatCannotBeMadeIsAnsweredToo() {
        var link =
                serving((answers, exchange) ->
                        answers.aside(
                                exchange,
                                () -> Outcome.done("a"),
                                _ -> {
                                    throw new IllegalArgumentException("too long for a frame");
                                }));

        assertThat(ask(link, 1)).isInstanceOf(Refused.class);
        assertThat(counters.figures(0).faults()).isEqualTo(1);
    }

    @Test
    void aValueThatBreaksARuleIsThePeersFaultAndNamesTheRule() {
        var link =
                serving((answers, exchange) ->
                        answers.aside(
                                exchange,
                                () -> Outcome.done(new UserName("no name at all")),
                                _ -> new Pong()));

        assertThat(ask(link, 1))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.refusal().code()).isEqualTo(RefusalCode.MALFORMED);
                            assertThat(refused.refusal().detail()).isNotEmpty();
                        });
        assertThat(counters.figures(0).faults()).isZero();
        assertThat(counters.figures(0).refusals()).isEqualTo(1);
    }

    @Test
    void workThatIsNotAnsweredIsCountedAllTheSame() {
        var link =
                serving((answers, exchange) -> {
                    answers.aside(throwing(new IllegalStateException()));
                    answers.aside(exchange, () -> Outcome.done("a"), _ -> new Pong());
                });

        assertThat(ask(link, 1)).isInstanceOf(Pong.class);
        org.awaitility.Awaitility.await().until(() -> counters.figures(0).faults() == 1);
    }

    @Test
    void aRuleThatIsBrokenInTheModelIsNoFaultOfOurs() {
        var outcome = faults.attempt(throwing(new InvalidValueException("the rule")));

        assertThat(outcome)
                .isEqualTo(
                        Outcome.refused(
                                io.sampan.model.Refusal.of(RefusalCode.MALFORMED, "the rule")));
    }
}
