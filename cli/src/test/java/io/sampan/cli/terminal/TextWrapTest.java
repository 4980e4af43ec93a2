package io.sampan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWrapTest {

    @Test
    void breaksBetweenWords() {
        assertThat(TextWrap.wrap("the quick brown fox", 10))
                .containsExactly("the quick", "brown fox");
    }

    @Test
    void breaksAWordThatIsLongerThanTheLine() {
        assertThat(TextWrap.wrap("abcdefghijkl", 5)).containsExactly("abcde", "fghij", "kl");
    }

    @Test
    void countsCellsAndNotCharacters() {
        assertThat(TextWrap.wrap("日本語日本語", 6)).containsExactly("日本語", "日本語");
        assertThat(TextWrap.cells("日本")).isEqualTo(4);
    }

    @Test
    void leavesTheFirstLineToWhatStandsThere() {
        assertThat(TextWrap.wrap("hello there", 3, 20)).containsExactly("", "hello there");
        assertThat(TextWrap.wrap("hello there", 6, 20)).containsExactly("hello", "there");
    }

    @Test
    void anEndlessWordEndsInALineThatIsTooNarrow() {
        assertThat(TextWrap.wrap("日本", 1)).containsExactly("日", "本");
    }
}
