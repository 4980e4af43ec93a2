package io.sampan.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How a process was at one moment.
///
/// @param minutes since the beginning
/// @param mebibytes resident
/// @param files open, sockets too
/// @param threads of the system, not virtual ones
public record Look(double minutes, double mebibytes, int files, int threads) {

    /// Now.
    public static Look at(long pid, double minutes) {
        return new Look(
                minutes,
                Memory.residentKibibytes(pid) / 1024.0,
                count(pid, "fd"),
                count(pid, "task"));
    }

    private static int count(long pid, String folder) {
        try (var all = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
            return (int) all.count();
        } catch (IOException e) {
            throw new BenchException("process " + pid + " has ended", e);
        }
    }
}
