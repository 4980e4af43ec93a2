package io.sampan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.NobodyAnswersException;
import io.sampan.disk.DiskException;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.relay.RelayException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What a person is told of a fault, and what a script gets.
class ExceptionMapperTest {

    static Stream<Arguments> faults() {
        var full = new IOException("No space left on device");
        return Stream.of(
                Arguments.of(
                        new DiskException("cannot write /home/x", full),
                        1,
                        "sampan: cannot write /home/x: No space left on device"),
                Arguments.of(
                        new DiskException(
                                "cannot open /home/x", new AccessDeniedException("/home/x")),
                        1,
                        "sampan: cannot open /home/x: permission denied"),
                Arguments.of(
                        new UncheckedIOException(new NoSuchFileException("/home/x")),
                        1,
                        "sampan: /home/x: no such file or folder"),
                Arguments.of(
                        new UncheckedIOException(new IOException("Input/output error")),
                        1,
                        "sampan: Input/output error"),
                Arguments.of(
                        new UncheckedIOException("the input cannot be read", full),
                        1,
                        "sampan: the input cannot be read: No space left on device"),
                Arguments.of(
                        new RelayException(
                                "cannot listen on x:1", new UnresolvedAddressException()),
                        1,
                        "sampan: cannot listen on x:1: no such host"),
                Arguments.of(
                        new InvalidValueException("a name is not empty"),
                        2,
                        "sampan: a name is not empty"),
                Arguments.of(
                        CommandException.refused(
                                "ls", Refusal.of(RefusalCode.NOT_ALLOWED, "not yours")),
                        3,
                        "sampan: ls: not allowed: not yours"),
                Arguments.of(
                        new NobodyAnswersException("refused"),
                        4,
                        "sampan: nobody answers: refused"),
                Arguments.of(
                        new IllegalStateException("oh"),
                        1,
                        "sampan: a fault of Sampan itself: java.lang.IllegalStateException: oh"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void areToldWithTheirReasonAndNoTrace(Exception fault, int code, String firstLine) {
        var err = new StringWriter();
        var line = new CommandLine(new SampanCommand()).setErr(new PrintWriter(err));

        var exit =
                new ExceptionMapper().handleExecutionException(fault, line, line.getParseResult());

        assertThat(exit).isEqualTo(code);
        assertThat(err.toString().lines().findFirst()).contains(firstLine);
        assertThat(err.toString()).doesNotContain("\tat ").doesNotContain("null");
    }
}
