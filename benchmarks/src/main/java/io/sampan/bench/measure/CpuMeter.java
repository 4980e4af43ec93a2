package io.sampan.bench.measure;

import java.util.Map;
import java.util.TreeMap;

/// Reads the CPU time of several processes before and after a piece of work.
///
/// @param pids by role; a role may have the same name as another contender's, so that they compare
public record CpuMeter(Map<String, Long> pids) {

    public CpuMeter {
        pids = Map.copyOf(pids);
    }

    /// What each has used until now.
    public Map<String, Double> read() {
        var result = new TreeMap<String, Double>();
        pids.forEach((role, pid) -> result.put(role, Cpu.seconds(pid)));
        return result;
    }

    /// What each has used since `before` was read.
    public Map<String, Double> since(Map<String, Double> before) {
        var result = read();
        result.replaceAll((role, seconds) -> seconds - before.getOrDefault(role, 0.0));
        return result;
    }
}
