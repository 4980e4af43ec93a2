package io.sampan.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The CPU time of a process, from `/proc/PID/stat` (see proc(5)).
public final class Cpu {

    private static final double TICKS_PER_SECOND = 100;

    /// Where user time stands, counted from the state, which follows the name in parentheses; then
    /// system time, and both for children that have ended and were waited for.
    private static final int USER = 11;

    private static final int FIELDS = 4;

    private Cpu() {}

    /// User and system seconds of a process, its living descendants, and those of its descendants
    /// that were waited for.
    public static double seconds(long pid) {
        var descendants =
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(pid), descendants).mapToDouble(Cpu::alone).sum();
    }

    private static double alone(long pid) {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        } catch (IOException ended) {
            return 0;
        }
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        var ticks = 0L;
        for (var field = USER; field < USER + FIELDS; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return (double) ticks / TICKS_PER_SECOND;
    }
}
