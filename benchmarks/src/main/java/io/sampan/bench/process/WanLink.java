package io.sampan.bench.process;

import io.sampan.bench.measure.BenchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An emulated long line between two network namespaces, made by `benchmarks/wan/wan.sh`; needs
/// root.
public final class WanLink implements AutoCloseable {

    private final Path script;
    private final String name;

    /// What the line is like.
    ///
    /// @param delayMillis each way
    /// @param lossPercent of packets, each way; parts of one are fine
    /// @param megabits per second
    /// @param bufferMillis of the bottleneck
    public record Line(int delayMillis, double lossPercent, int megabits, int bufferMillis) {

        /// The line of the table: 300 Mbit/s, 40 ms each way, a buffer of 50 ms.
        public static Line withLoss(double percent) {
            return new Line(40, percent, 300, 50);
        }

        public double bytesPerSecond() {
            return megabits * 1e6 / 8;
        }
    }

    private WanLink(Path script, String name) {
        this.script = script;
        this.name = name;
    }

    /// Whether this machine lets us, otherwise why not.
    public static java.util.Optional<String> obstacle() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return java.util.Optional.of("needs root, for network namespaces");
        }
        if (!Files.exists(Path.of("/dev/net/tun"))) {
            return java.util.Optional.of("needs /dev/net/tun");
        }
        for (var program : List.of("ip", "cc")) {
            if (Timed.attempt(Place.HERE, List.of("which", program)).exit() != 0) {
                return java.util.Optional.of("needs the program " + program);
            }
        }
        return java.util.Optional.empty();
    }

    /// Puts the line up; the losses follow from the seed.
    public static WanLink up(Path root, Line line, int seed) {
        var link =
                new WanLink(
                        root.resolve("benchmarks/wan/wan.sh"),
                        "sb" + ProcessHandle.current().pid());
        try {
            link.script(
                    "up",
                    link.name,
                    Integer.toString(line.delayMillis()),
                    Double.toString(line.lossPercent()),
                    Integer.toString(line.megabits()),
                    Integer.toString(line.bufferMillis()),
                    Integer.toString(seed));
        } catch (BenchException e) {
            link.close();
            throw e;
        }
        return link;
    }

    /// Where clients and the edge are.
    public Place near() {
        return Place.namespace(name + "-a", "10.9.0.1");
    }

    /// Where hub and server are.
    public Place far() {
        return Place.namespace(name + "-b", "10.9.0.2");
    }

    @Override
    public void close() {
        script("down", name);
    }

    private void script(String... words) {
        var command = new java.util.ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        Timed.run(Place.HERE, command);
    }
}
