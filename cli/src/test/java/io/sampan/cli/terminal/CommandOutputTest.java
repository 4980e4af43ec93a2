package io.sampan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class CommandOutputTest {

    private static final Fact FACT = Fact.of("übrig: 2", "event", "left", "count", 2);

    private final ByteArrayOutputStream facts = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @Test
    void factsAreTextForPeople() {
        output(false).fact(FACT);

        assertThat(facts.toString(StandardCharsets.UTF_8)).isEqualTo("übrig: 2\n");
    }

    @Test
    void factsAreOneJsonObjectALineForScripts() {
        output(true).fact(FACT);

        assertThat(facts.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"event\":\"left\",\"count\":2}\n");
    }

    @Test
    void messagesNeverGoToStandardOutput() {
        output(true).say("one moment");
        output(true).note("an empty list");
        output(false).note("a heading");

        assertThat(facts.size()).isZero();
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEqualTo("one moment\na heading\n");
    }

    @Test
    void aFactThatCannotBeWrittenEndsTheCommand() {
        var full = new CommandOutput(failing("No space left on device"), messages(), true);

        assertThatThrownBy(() -> full.fact(FACT))
                .isInstanceOf(OutputException.class)
                .hasMessage("standard output cannot be written: No space left on device")
                .asInstanceOf(InstanceOfAssertFactories.type(OutputException.class))
                .returns(false, OutputException::isBrokenPipe);
    }

    @Test
    void aReaderThatHasGoneIsToldApart() {
        var closed = new CommandOutput(failing("Broken pipe"), messages(), false);

        assertThatThrownBy(() -> closed.fact(FACT))
                .asInstanceOf(InstanceOfAssertFactories.type(OutputException.class))
                .returns(true, OutputException::isBrokenPipe);
    }

    @Test
    void aFailurePassesThroughWritersThatWouldSwallowIt() {
        var failing = new StandardOutput(failing("No space left on device"));

        assertThatThrownBy(() -> new PrintStream(failing, true, StandardCharsets.UTF_8).println(1))
                .isInstanceOf(OutputException.class);
        assertThatThrownBy(
                        () -> {
                            var writer = new PrintWriter(failing, true, StandardCharsets.UTF_8);
                            writer.println("help");
                        })
                .isInstanceOf(OutputException.class);
    }

    private CommandOutput output(boolean json) {
        return new CommandOutput(facts, messages(), json);
    }

    private PrintStream messages() {
        return new PrintStream(messages, true, StandardCharsets.UTF_8);
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }
}
