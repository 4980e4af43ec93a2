package io.sampan.systemtests.chaos;

import io.sampan.systemtests.harness.Daemon;

/// What a process held at one moment.
///
/// @param files that it had open, sockets too
/// @param threads of the operating system
record Footprint(Daemon daemon, int files, int threads) {

    /// What a program may have open, or run, more than when it was fresh: connections to its own
    /// metrics, threads that the JVM keeps for a while.
    private static final int SOME = 24;

    static Footprint of(Daemon daemon) {
        return new Footprint(daemon, daemon.openFiles(), daemon.threads());
    }

    boolean hasGrown() {
        var now = of(daemon);
        return now.files() > files + SOME || now.threads() > threads + SOME;
    }
}
