package io.sampan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class StandardInputTest {

    @Test
    void givesWhatComes() throws IOException {
        var in = StandardInput.required(bytes("one\ntwo"));

        assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("one\ntwo");
    }

    @Test
    void nothingAtAllIsAnEmptyInput() throws IOException {
        assertThat(StandardInput.required(bytes("")).readAllBytes()).isEmpty();
    }

    @Test
    void aClosedInputIsWrongUsage() {
        var closed =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("Bad file descriptor");
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        throw new IOException("Bad file descriptor");
                    }
                };

        assertThatThrownBy(() -> StandardInput.required(closed))
                .hasMessageContaining("there is none")
                .asInstanceOf(InstanceOfAssertFactories.type(CommandException.class))
                .returns(ExitCode.WRONG_USAGE, CommandException::exitCode);
    }

    @Test
    void aTextLosesTheNewlineAtItsEnd() {
        assertThat(StandardInput.text(bytes("  zwölf\n\n"), 20)).isEqualTo("  zwölf");
    }

    @Test
    void aTextIsReadUpToItsLimit() {
        var endless =
                new InputStream() {
                    private int given;

                    @Override
                    public int read() {
                        return give(1);
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        Arrays.fill(into, offset, offset + length, (byte) 'x');
                        return give(length);
                    }

                    private int give(int length) {
                        given += length;
                        assertThat(given).isLessThanOrEqualTo(11);
                        return length;
                    }
                };

        assertThatThrownBy(() -> StandardInput.text(endless, 10))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("longer than 10 bytes");
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
