package io.sampan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobalOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "--json ls, ls --json",
        "--json -q put film, put --json -q film",
        "ls --json, ls --json",
        "--help, --help",
        "--json, --json",
        "--json --help, --json --help",
        "'', ''",
    })
    void mayStandBeforeTheCommand(String given, String taken) {
        var args = given.isEmpty() ? new String[0] : given.split(" ", -1);

        assertThat(String.join(" ", GlobalOptions.behindTheCommand(args))).isEqualTo(taken);
    }
}
