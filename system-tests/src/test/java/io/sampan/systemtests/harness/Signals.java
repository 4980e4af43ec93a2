package io.sampan.systemtests.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/// What is done to processes from outside.
final class Signals {

    private Signals() {}

    /// `kill -9`, and waits until the process is gone.
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        await(process);
    }

    /// `kill -STOP`: the process keeps its sockets, and says and reads nothing.
    static void freeze(Process process) {
        send("-STOP", process);
    }

    static void thaw(Process process) {
        send("-CONT", process);
    }

    private static void send(String signal, Process process) {
        try {
            await(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
