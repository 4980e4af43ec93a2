package io.sampan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.RefusalCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// `docs/protocol.md` says what the code does.
class ProtocolPageTest {

    @Test
    void theTableOfRefusalsIsTheCatalogue() throws IOException {
        var page = Files.readAllLines(Path.of("../docs/protocol.md"));

        var rows = page.stream().filter(line -> line.matches("\\| \\d+ \\| `[A-Z_]+` .*")).toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(RefusalCode.values()).map(ProtocolPageTest::row).toList());
    }

    private static String row(RefusalCode code) {
        return "| %d | `%s` | %s | %s |"
                .formatted(
                        code.number(),
                        code,
                        code.meaning(),
                        code.remedy().toString().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
