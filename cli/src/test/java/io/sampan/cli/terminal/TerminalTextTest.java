package io.sampan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {

    @Test
    void aNameCannotSteerTheTerminal() {
        assertThat(TerminalText.text("a\u001b[2Jb\rc\u0007")).isEqualTo("a�[2Jb�c�");
    }

    @Test
    void textWithoutTricksStaysAsItIs() {
        assertThat(TerminalText.text("日本 film 🎬.mp4")).isEqualTo("日本 film 🎬.mp4");
    }

    @Test
    void aLongPathKeepsItsEnd() {
        assertThat(TerminalText.tail("holiday/day one/film.mp4", 10)).isEqualTo("…/film.mp4");
    }

    @Test
    void aCutNeverSplitsAnEmoji() {
        assertThat(TerminalText.tail("🎬🎬🎬🎬", 5)).isEqualTo("…🎬🎬");
        assertThat(TerminalText.head("🎬🎬🎬🎬", 5)).isEqualTo("🎬🎬…");
    }

    @Test
    void wideCharactersTakeTwoCells() {
        assertThat(TerminalText.head("日本の映画.mp4", 8)).isEqualTo("日本の…");
        assertThat(TerminalText.tail("日本の映画.mp4", 8)).isEqualTo("…画.mp4");
        assertThat(TerminalText.cell("日本", 6)).isEqualTo("日本  ");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x061C, 0x200B, 0x200E, 0x200F, 0x202A, 0x202E, 0x2028, 0x2029, 0x2060, 0x2066,
                0x2069, 0xFEFF, 0x00AD, 0x180E, 0x3164, 0x2800, 0x85, 0xE0041
            })
    void whatIsInvisibleAndHasAnEffectIsShown(int c) {
        assertThat(TerminalText.text("a" + Character.toString(c) + "b")).isEqualTo("a�b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"👨‍👩‍👧", "❤️ 1️⃣", "می‌خواهم", "क्‍ष", "é", "שלום", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"})
    void whatScriptsAndEmojiNeedStays(String text) {
        assertThat(TerminalText.text(text)).isEqualTo(text);
    }

    @Test
    void marksDoNotPileUp() {
        assertThat(TerminalText.text("a" + "\u0301".repeat(100))).hasSize(5);
    }

    @Test
    void everyEndOfALineEndsALine() {
        assertThat(TerminalText.eachLine("a\u2028bob: hi\u0085c\r\nd\u000Be\n\n"))
                .containsExactly("a", "bob: hi", "c", "d", "e");
    }

    @Test
    void onlyTextFromTheRightIsIsolated() {
        assertThat(TerminalText.isolated("שלום")).isEqualTo("\u2068שלום\u2069");
        assertThat(TerminalText.isolated("hello 日本")).isEqualTo("hello 日本");
    }
}
