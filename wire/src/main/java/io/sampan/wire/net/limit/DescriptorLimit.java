package io.sampan.wire.net.limit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How many files and sockets this process may have open (`ulimit -n`), and how they are shared
/// out.
///
/// Connections never get all of them: a process that has none left can neither store what its
/// members send nor show its metrics.
///
/// | share | of a server | of a relay |
/// |---|---|---|
/// | the program itself: libraries, logs, database, metrics | 128 | 128 |
/// | lanes, sessions | half of the rest | the rest, two for each session |
/// | connections of the `Package` protocol | an eighth of the rest | |
/// | media that are open for reading, two for each | a quarter of the rest | |
/// | files of uploads | what is left: an eighth or more | |
///
/// @param most descriptors of this process
public record DescriptorLimit(long most) {

    private static final int OWN = 128;

    /// What Linux grants where nothing can be read.
    private static final long UNKNOWN = 4096;

    /// A machine that grants any number of them runs out of other things first.
    private static final long UNLIMITED = 1L << 30;

    private static final Path LIMITS = Path.of("/proc/self/limits");

    /// The limit of this process. The JVM has raised the soft limit to the hard one at its start.
    public static DescriptorLimit ofThisProcess() {
        try {
            return parse(Files.readString(LIMITS));
        } catch (IOException notLinux) {
            return new DescriptorLimit(UNKNOWN);
        }
    }

    /// Reads `/proc/self/limits`.
    static DescriptorLimit parse(String limits) {
        return limits.lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.substring("Max open files".length()).strip().split("\\s+", 2)[0])
                .map(soft -> soft.equals("unlimited") ? UNLIMITED : Long.parseLong(soft))
                .map(DescriptorLimit::new)
                .findFirst()
                .orElseGet(() -> new DescriptorLimit(UNKNOWN));
    }

    /// Connections that a server serves at once.
    public int lanes() {
        return share(2);
    }

    /// Connections of the `Package` protocol that a server serves at once.
    public int packageConnections() {
        return share(8);
    }

    /// Media that a server's members read at once: the bytes and the digests of each.
    public int openMedia() {
        return share(8);
    }

    /// Sessions that a relay carries at once: two sockets each.
    public int sessions() {
        return share(2);
    }

    private int share(int part) {
        return Math.clamp((most - OWN) / part, 1, Integer.MAX_VALUE);
    }
}
