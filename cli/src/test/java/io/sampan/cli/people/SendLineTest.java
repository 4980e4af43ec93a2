package io.sampan.cli.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.InvalidValueException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SendLineTest {

    @Test
    void takesFilesWithQuotesEscapesAndApostrophes() {
        var line = SendLine.parse(" 'a b.txt' \"c d\" e\\ f it's.txt ");

        assertThat(line.files())
                .containsExactly(
                        Path.of("a b.txt"), Path.of("c d"), Path.of("e f"), Path.of("it's.txt"));
        assertThat(line.caption()).isEmpty();
    }

    @Test
    void takesACaptionAsItStands() {
        assertThat(SendLine.parse("a.txt -m don't open it, -m is fine").caption())
                .isEqualTo("don't open it, -m is fine");
        assertThat(SendLine.parse("a.txt -m 'for you'").caption()).isEqualTo("for you");
        assertThat(SendLine.parse("a.txt -m").files()).containsExactly(Path.of("a.txt"));
    }

    @Test
    void refusesAQuoteThatIsNotClosed() {
        assertThatThrownBy(() -> SendLine.parse("'a b.txt"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("not closed");
    }
}
