package io.sampan.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Resident memory of a process.
public final class Memory {

    private Memory() {}

    /// `VmRSS` of `/proc/PID/status`, in KiB.
    public static long residentKibibytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new BenchException("process " + pid + " has ended"));
        } catch (IOException e) {
            throw new BenchException("process " + pid + " has ended", e);
        }
    }
}
