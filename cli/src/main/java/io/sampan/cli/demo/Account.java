package io.sampan.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Consumer;

/// Tells the story as it happens, each line with the seconds since the beginning. Any thread.
final class Account {

    private final Consumer<String> lines;
    private final InstantSource clock;
    private final Ink ink;
    private final Instant begun;

    /// @param lines where each line goes
    Account(Consumer<String> lines, InstantSource clock, Ink ink) {
        this.lines = lines;
        this.clock = clock;
        this.ink = ink;
        this.begun = clock.instant();
    }

    void tell(String what) {
        lines.accept(at() + "   " + what);
    }

    void success(String what) {
        lines.accept(at() + " " + ink.green("✓") + " " + what);
    }

    void disaster(String what) {
        lines.accept(at() + " " + ink.red("✗") + " " + what);
    }

    private String at() {
        var seconds = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
        return ink.grey(String.format(Locale.ROOT, "%6.1f s", seconds));
    }
}
