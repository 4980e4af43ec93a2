package io.sampan.cli.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.cli.CommandException;
import io.sampan.model.InvalidValueException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LinkInputTest {

    @Test
    void takesTheFirstLine() {
        assertThat(line("  sampan://x\r\nmore")).isEqualTo("sampan://x");
        assertThat(line("sampan://x")).isEqualTo("sampan://x");
    }

    @Test
    void refusesNothingAndWhatHasNoEnd() {
        assertThatThrownBy(() -> line("")).isInstanceOf(CommandException.class);
        assertThatThrownBy(() -> line("x".repeat(100_000)))
                .isInstanceOf(InvalidValueException.class);
    }

    private static String line(String text) {
        return LinkInput.line(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
