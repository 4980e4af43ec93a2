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
        assertThat(TerminalText.tail("🎬🎬🎬🎬", 3)).isEqualTo("…🎬🎬");
        assertThat(TerminalText.head("🎬🎬🎬🎬", 3)).isEqualTo("🎬🎬…");
    }
}
