package io.sampan.bench.measure;

import java.util.Map;

/// One measurement.
///
/// @param value the figure that is compared, in the unit of its [Series]
/// @param bytes how many bytes were carried, for CPU per GB; 0 where there is no such thing
/// @param cpuSeconds user and system time of each process meanwhile, by its role
public record Sample(double value, long bytes, Map<String, Double> cpuSeconds) {

    public Sample {
        cpuSeconds = Map.copyOf(cpuSeconds);
    }

    /// A rate in bytes per second.
    public static Sample rate(long bytes, double seconds, Map<String, Double> cpuSeconds) {
        return new Sample((double) bytes / seconds, bytes, cpuSeconds);
    }

    /// A figure with nothing beside it.
    public static Sample of(double value) {
        return new Sample(value, 0, Map.of());
    }
}
