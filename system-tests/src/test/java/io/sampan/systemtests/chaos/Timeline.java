package io.sampan.systemtests.chaos;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What happened when, line by line in a file that is whole at any moment. Any thread.
final class Timeline {

    private final Path file;
    private final long began = System.nanoTime();

    private Timeline(Path file) {
        this.file = file;
    }

    /// A new one, in a folder of its own.
    static Timeline of(long seed) {
        var begun =
                LocalDateTime.now(ZoneId.systemDefault())
                        .format(DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss"));
        var folder = Path.of("target", "chaos", "seed-%d-%s".formatted(seed, begun));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Timeline(folder.resolve("timeline.txt").toAbsolutePath());
    }

    @FormatMethod
    synchronized void say(String who, @FormatString String what, Object... values) {
        var seconds = (System.nanoTime() - began) / 1e9;
        var line =
                String.format(Locale.ROOT, "%8.2f  %-7s  ", seconds, who)
                        + String.format(Locale.ROOT, what, values)
                        + "\n";
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }
}
