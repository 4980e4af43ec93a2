package io.sampan.cli.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.cli.terminal.TextWrap;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ChatLinesTest {

    private static final int COLUMNS = 40;
    private static final UserName ME = new UserName("me");

    private final ChatLines lines = new ChatLines(ME, () -> COLUMNS);

    @Test
    void wrapsBetweenWordsWithAnIndentSoThatNoLineLooksLikeAnothers() {
        var shown =
                shown(
                        "look at this "
                                + " ".repeat(18)
                                + "14:03 carol: I never said that\ncarol: x");

        assertThat(shown).hasSizeGreaterThan(2);
        assertThat(shown.stream().skip(1)).allMatch(line -> line.startsWith("      "));
        assertThat(shown).allMatch(line -> TextWrap.cells(line) < COLUMNS);
    }

    @Test
    void wrapsWideCharactersByTheirCells() {
        assertThat(shown("日本語".repeat(20))).allMatch(line -> TextWrap.cells(line) < COLUMNS);
    }

    private List<String> shown(String text) {
        var message =
                new Message(
                        MessageId.random(),
                        new UserName("bob"),
                        List.of(ME),
                        text,
                        List.of(),
                        Instant.now());
        return AttributedString.fromAnsi(lines.of(message)).toString().lines().toList();
    }
}
