package io.sampan.systemtests.harness;

import io.sampan.systemtests.fault.Namespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A long, lossy line between two network namespaces, with the kernel's own TCP at both ends
/// (`benchmarks/wan`), until it is closed. Only root may lay one, and needs `ip`, a C compiler and
/// `/dev/net/tun`.
public final class LongLine implements AutoCloseable {

    private static final String DELAY_MILLIS = "30";
    private static final String LOSS_PERCENT = "1";
    private static final String MEGABITS = "100";
    private static final String BUFFER_MILLIS = "50";

    private final Path script;
    private final String name;

    private LongLine(Path script, String name) {
        this.script = script;
        this.name = name;
    }

    /// Lays one between two namespaces that are called after it; empty where that is not possible.
    /// Its losses follow from the seed.
    static Optional<LongLine> tryToLay(Path script, String name, long seed) {
        var line = new LongLine(script, name);
        if (line.wan("up", DELAY_MILLIS, LOSS_PERCENT, MEGABITS, BUFFER_MILLIS, seed + "")) {
            return Optional.of(line);
        }
        line.close();
        return Optional.empty();
    }

    /// Where somebody far away is.
    public Namespace near() {
        return new Namespace(name + "-a", "10.9.0.1");
    }

    /// The other end.
    public Namespace far() {
        return new Namespace(name + "-b", "10.9.0.2");
    }

    /// The near end has no network any more, and knows it: whatever it sends fails at once.
    public void unplug() {
        link("down");
    }

    /// Ends [#unplug].
    public void plug() {
        link("up");
    }

    /// From now on every packet is lost, and nobody is told.
    public void fallSilent() {
        wan("stop");
    }

    /// Ends [#fallSilent].
    public void speak() {
        wan("go");
    }

    @Override
    public void close() {
        wan("down");
    }

    private void link(String state) {
        Command.succeeds("ip", "-n", near().name(), "link", "set", "wan0", state);
    }

    private boolean wan(String verb, String... words) {
        var command = new ArrayList<>(List.of(script.toString(), verb, name));
        command.addAll(List.of(words));
        return Command.succeeds(command.toArray(String[]::new));
    }
}
