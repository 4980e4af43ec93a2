package io.sampan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTest {

    @ParameterizedTest
    @MethodSource("faults")
    void saysWhyInWords(Throwable fault, String words) {
        assertThat(Reason.of(fault)).isEqualTo(words);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("/x"), "no such file or folder"),
                Arguments.of(new AccessDeniedException("/x"), "permission denied"),
                Arguments.of(new FileAlreadyExistsException("/x"), "it is there already"),
                Arguments.of(
                        new FileSystemException("/x", null, "Is a directory"), "Is a directory"),
                Arguments.of(new UnknownHostException("nowhere"), "no such host"),
                Arguments.of(new UnresolvedAddressException(), "no such host"),
                Arguments.of(new ClosedChannelException(), "it was closed"),
                Arguments.of(new IOException("No space left on device"), "No space left on device"),
                Arguments.of(
                        new BindException(
                                "bind(..) failed with error(-98): Address already in use"),
                        "Address already in use"),
                Arguments.of(
                        new UncheckedIOException("cannot", new IOException("Input/output error")),
                        "Input/output error"),
                Arguments.of(new ArrayIndexOutOfBoundsException(), "array index out of bounds"));
    }

    @Test
    void standsBehindAMessageOnce() {
        var full = new IOException("No space left on device");

        var once = Reason.after("cannot write x", full);

        assertThat(once).isEqualTo("cannot write x: No space left on device");
        assertThat(Reason.after(once, full)).isEqualTo(once);
    }
}
