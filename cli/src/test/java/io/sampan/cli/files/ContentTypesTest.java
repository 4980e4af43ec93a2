package io.sampan.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypesTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "notes.txt, hello, text/plain",
        "page.html, <html></html>, text/html",
        "picture.dat, GIF89a, image/gif",
        "paper, %PDF-1.7, application/pdf",
        "table.csv, 'a,b', text/csv",
    })
    void areGuessedByTheFirstBytesAndTheName(String name, String content, String type)
            throws IOException {
        var file = Files.writeString(folder.resolve(name), content);

        assertThat(ContentTypes.of(file).value()).isEqualTo(type);
    }

    @Test
    void nothingIsKnownOfNoise() throws IOException {
        var noise = new byte[] {1, (byte) 0xfe, 0, 7, (byte) 0x91, 0, 3};

        assertThat(ContentTypes.of(Files.write(folder.resolve("noise"), noise)).value())
                .isEqualTo("application/octet-stream");
    }

    @Test
    void aFileThatIsNotThereIsAFault() {
        assertThatThrownBy(() -> ContentTypes.of(folder.resolve("none")))
                .isInstanceOf(UncheckedIOException.class);
    }
}
