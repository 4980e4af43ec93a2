package io.sampan.bench.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RowsTest {

    @Test
    void thereAreWordsAboutEachRowAndAboutNothingElse() throws IOException {
        var rows = Rows.all().stream().map(row -> row.name() + ".md").toList();

        try (var files = Files.list(Path.of("about"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(rows);
        }
    }
}
