package io.sampan.client.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.disk.DamagedFileException;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityFileTest {

    @TempDir private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "noise",
                "version=1\nname=alice\n",
                "name=\\u12",
                "version=1\nname=../x"
            })
    void aDamagedOneIsRefusedWithItsNameAndKeptAside(String text) throws IOException {
        var file = Files.writeString(home.resolve("identity"), text);

        assertThatThrownBy(() -> new IdentityFile(Disk.real(), home).read())
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("identity.damaged");

        assertThat(home.resolve("identity.damaged")).hasContent(text);
        assertThat(new IdentityFile(Disk.real(), home).read()).isEmpty();
    }

    @Test
    void oneOfANewerVersionStaysWhereItIs() throws IOException {
        var file = Files.writeString(home.resolve("identity"), "version=2\n");

        assertThatThrownBy(() -> new IdentityFile(Disk.real(), home).read())
                .isInstanceOf(DiskException.class)
                .isNotInstanceOf(DamagedFileException.class);

        assertThat(file).exists();
    }
}
