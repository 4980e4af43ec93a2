package io.sampan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
