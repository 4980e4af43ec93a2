package io.sampan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {

    @ParameterizedTest
    @CsvSource({
        "12, '', true",
        "'', '', false",
        "2, '', true",
        "12, NO_COLOR=1, false",
        "12, NO_COLOR=, true",
        "12, CLICOLOR=0, false",
        "12, CLICOLOR=1, true",
        "'', CLICOLOR=1, false",
        "'', CLICOLOR_FORCE=1, true",
        "'', CLICOLOR_FORCE=0, false",
        "12, CLICOLOR_FORCE=1 NO_COLOR=1, false",
        "12, TERM=dumb, false",
        "12, TERM=xterm, true",
    })
    void coloursAreWhereTheEnvironmentAndTheTerminalWantThem(
            String streams, String environment, boolean colours) {
        assertThat(Screen.of(streams, 80, variables(environment)).colours()).isEqualTo(colours);
    }

    @Test
    void nothingIsDrawnOnADumbTerminal() {
        var screen = Screen.of("12", 80, Map.of("TERM", "dumb"));

        assertThat(screen.messages()).isFalse();
        assertThat(screen.facts()).isFalse();
    }

    @Test
    void isAsWideAsTheLauncherSays() {
        assertThat(Screen.of("2", 133, Map.of()).columns()).isEqualTo(133);
        assertThat(Screen.of("2", 3, Map.of()).columns()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"24 133, 133", "0 0, 80", "'', 80", "stty: no, 80"})
    void aResizeIsReadFromStty(String said, int columns) {
        assertThat(TerminalWidth.parse(said, 80)).isEqualTo(columns);
    }

    private static Map<String, String> variables(String text) {
        var variables = new HashMap<String, String>();
        for (var one : text.split(" ", -1)) {
            var parts = one.split("=", 2);
            variables.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return variables;
    }
}
