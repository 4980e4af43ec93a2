package io.sampan.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.cli.terminal.Screen;
import io.sampan.cli.terminal.TerminalText;
import org.junit.jupiter.api.Test;

class QrTest {

    private static final String LINK =
            "sampan://edge1.example.org:7000,edge2.example.org:7000/0123456789abcdef0123456789abcdef"
                    + "#0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @Test
    void isAsWideAsItsDots() {
        var lines = Qr.of(LINK, new Screen(true, true, false, 80)).lines().toList();

        assertThat(lines)
                .allMatch(line -> TerminalText.width(line) == TerminalText.width(lines.getFirst()));
        assertThat(TerminalText.width(lines.getFirst())).isLessThanOrEqualTo(80);
    }

    @Test
    void hasNoEscapesWithoutColours() {
        assertThat(Qr.of(LINK, new Screen(true, true, false, 80))).doesNotContain("\u001b");
        assertThat(Qr.of(LINK, new Screen(true, true, true, 80))).contains("\u001b");
    }

    @Test
    void isNotDrawnWhereItHasNoPlace() {
        assertThat(Qr.of(LINK, new Screen(true, true, true, 40)).lines()).hasSize(1);
    }
}
