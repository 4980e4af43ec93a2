package io.sampan.bench.measure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// All measurements of one contender in one row.
///
/// @param name who it is
/// @param unit what the values are
/// @param samples in the order they were taken, without those thrown away; at least one
public record Series(String name, Unit unit, List<Sample> samples) {

    private static final double GIGABYTE = 1e9;

    public Series {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a series has at least one sample: " + name);
        }
    }

    public double median() {
        return median(samples.stream().mapToDouble(Sample::value).toArray());
    }

    public double min() {
        return samples.stream().mapToDouble(Sample::value).min().orElseThrow();
    }

    public double max() {
        return samples.stream().mapToDouble(Sample::value).max().orElseThrow();
    }

    /// Median CPU seconds for each GB carried, by role; empty where nothing was carried.
    public Map<String, Double> cpuPerGigabyte() {
        var roles = new TreeSet<String>();
        samples.forEach(sample -> roles.addAll(sample.cpuSeconds().keySet()));
        var result = new TreeMap<String, Double>();
        for (var role : roles) {
            result.put(
                    role,
                    median(
                            samples.stream()
                                    .filter(sample -> sample.bytes() > 0)
                                    .mapToDouble(sample -> perGigabyte(sample, role))
                                    .toArray()));
        }
        return result;
    }

    /// Median of the sum over all processes.
    public double totalCpuPerGigabyte() {
        return cpuPerGigabyte().values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double perGigabyte(Sample sample, String role) {
        return sample.cpuSeconds().getOrDefault(role, 0.0) / ((double) sample.bytes() / GIGABYTE);
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        java.util.Arrays.sort(values);
        var middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
