package io.sampan.cli.demo;

import io.sampan.wire.net.HostPort;
import java.util.concurrent.TimeUnit;

/// One process of the demo, which listens.
///
/// @param name what people call it
/// @param address where it listens
record Node(String name, HostPort address, Process process) {

    boolean isAlive() {
        return process.isAlive();
    }

    /// As `kill -9` does; returns when it is dead.
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
