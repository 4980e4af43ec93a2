package io.sampan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTest {

    @Test
    void aNameCannotSteerTheTerminal() {
        assertThat(Safe.text("a\u001b[2Jb\rc\u0007")).isEqualTo("a�[2Jb�c�");
    }

    @Test
    void textWithoutTricksStaysAsItIs() {
        assertThat(Safe.text("日本 film 🎬.mp4")).isEqualTo("日本 film 🎬.mp4");
    }

    @Test
    void aLongPathKeepsItsEnd() {
        assertThat(Safe.tail("holiday/day one/film.mp4", 10)).isEqualTo("…/film.mp4");
    }

    @Test
    void aCutNeverSplitsAnEmoji() {
        assertThat(Safe.tail("🎬🎬🎬🎬", 3)).isEqualTo("…🎬🎬");
        assertThat(Safe.head("🎬🎬🎬🎬", 3)).isEqualTo("🎬🎬…");
    }
}
