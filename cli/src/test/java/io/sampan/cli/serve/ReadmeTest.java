package io.sampan.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The README lists every setting of a server.
class ReadmeTest {

    @Test
    void everySettingIsInTheTable() throws IOException {
        var readme = Files.readString(Path.of("../README.md"));

        var settings =
                Stream.of(
                                ServerFile.class,
                                ServerFile.PackageTable.class,
                                ServerFile.TransferTable.class,
                                ServerFile.MessagesTable.class,
                                ServerFile.WebTable.class)
                        .flatMap(table -> Arrays.stream(table.getRecordComponents()))
                        .map(RecordComponent::getName)
                        .filter(name ->
                                !List.of("packages", "transfer", "messages", "web").contains(name))
                        .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));

        assertThat(settings).allMatch(setting -> readme.contains("| `" + setting + "` |"));
    }
}
