package io.sampan.cli.session;

import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/// What a home remembers between commands: the name and the addresses that were given last. A file
/// `last-used` with two lines; what cannot be read in it counts as not remembered.
final class LastUsed {

    private static final String AS = "as";
    private static final String VIA = "via";

    private final Path file;

    LastUsed(Path home) {
        this.file = home.resolve("last-used");
    }

    Optional<UserName> who() {
        return read(AS, UserName::new);
    }

    Optional<List<HostPort>> via() {
        return read(VIA, HostPort::parseList);
    }

    /// @throws UncheckedIOException if the home cannot be written
    void remember(UserName who, List<HostPort> via) {
        if (who().filter(who::equals).isPresent() && via().filter(via::equals).isPresent()) {
            return;
        }
        var addresses = via.stream().map(HostPort::toString).toList();
        var text = AS + "=" + who + "\n" + VIA + "=" + String.join(",", addresses) + "\n";
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "last-used", "");
            try {
                Files.writeString(fresh, text);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> Optional<T> read(String name, Function<String, T> parse) {
        var lines = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            lines.load(reader);
            return Optional.ofNullable(lines.getProperty(name)).map(parse);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
