package io.sampan.bench.row;

import io.sampan.bench.measure.CpuMeter;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.process.Timed;
import java.util.Map;
import java.util.TreeMap;

/// Measures one command of a peer, with the CPU time of the command (`client`) and of all that
/// stands between.
final class Ran {

    private Ran() {}

    /// A rate in bytes per second.
    static Sample bytes(long bytes, Map<String, Long> pids, String... command) {
        return measured((double) bytes, bytes, pids, command);
    }

    /// A rate of something else.
    ///
    /// @param amount of what is counted
    /// @param bytes for CPU per GB
    static Sample measured(double amount, long bytes, Map<String, Long> pids, String... command) {
        var meter = new CpuMeter(pids);
        var before = meter.read();
        var timed = Timed.run(command);
        var cpu = new TreeMap<>(meter.since(before));
        cpu.put("client", timed.cpuSeconds());
        return new Sample(amount / timed.seconds(), bytes, cpu);
    }
}
