package io.sampan.client;

import io.sampan.model.InvalidValueException;
import io.sampan.wire.net.limit.Bandwidth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How fast files are carried, shared by all transfers of a session. What is no file is not held
/// up: one lane is free of files.
///
/// A home can have a limit, too, in its file `speed-limit`: for all sessions of the home, those
/// that run and those to come. A session that was given one of its own keeps it until that of the
/// home changes. Thread-safe.
public final class SpeedLimit {

    private static final Logger LOG = LoggerFactory.getLogger(SpeedLimit.class);

    private static final String FILE = "speed-limit";
    private static final String UP = "up";
    private static final String DOWN = "down";

    private final Path file;
    private final Bandwidth bandwidth = Bandwidth.unlimited();
    private Optional<Rates> known;

    /// Bytes a second; 0 for as fast as it goes.
    ///
    /// @param up what is sent
    /// @param down what is fetched
    public record Rates(long up, long down) {

        /// As fast as it goes.
        public static final Rates NONE = new Rates(0, 0);

        /// @throws io.sampan.model.InvalidValueException for a negative rate
        public Rates {
            if (up < 0 || down < 0) {
                throw new InvalidValueException("a rate is not negative");
            }
        }
    }

    SpeedLimit(Path home) {
        this.file = home.resolve(FILE);
        this.known = saved();
        known.ifPresent(this::apply);
    }

    /// For this session, from now on.
    public void change(Rates rates) {
        apply(rates);
    }

    /// What holds for this session now.
    public Rates rates() {
        return new Rates(
                bandwidth.sending().bytesPerSecond(), bandwidth.receiving().bytesPerSecond());
    }

    /// For all sessions of the home, now and later; those that run follow within two seconds.
    ///
    /// @throws UncheckedIOException if the home cannot be written
    public void save(Rates rates) {
        var text = UP + "=" + rates.up() + "\n" + DOWN + "=" + rates.down() + "\n";
        try {
            var folder = Files.createDirectories(file.toAbsolutePath().getParent());
            var fresh = Files.createTempFile(folder, FILE, "");
            try {
                Files.writeString(fresh, text);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the limit cannot be kept in the home", e);
        }
        refresh();
    }

    /// That of the home; empty if it has none, or none that can be read.
    public Optional<Rates> saved() {
        var lines = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            lines.load(reader);
            return Optional.of(new Rates(number(lines, UP), number(lines, DOWN)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.atWarn().addKeyValue("file", file).log("the speed limit cannot be read");
            return Optional.empty();
        }
    }

    private static long number(Properties lines, String name) {
        return Long.parseLong(lines.getProperty(name, "0").strip());
    }

    /// Takes over what the home's limit has become.
    synchronized void refresh() {
        var now = saved();
        if (!now.equals(known)) {
            known = now;
            apply(now.orElse(Rates.NONE));
        }
    }

    private void apply(Rates rates) {
        bandwidth.sending().change(rates.up());
        bandwidth.receiving().change(rates.down());
    }

    Bandwidth bandwidth() {
        return bandwidth;
    }
}
