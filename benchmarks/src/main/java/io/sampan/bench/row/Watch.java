package io.sampan.bench.row;

import io.sampan.bench.measure.LiveHeap;
import io.sampan.bench.measure.Look;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.Check.Bound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/// Looks at processes again and again, and says whether anything of theirs grows.
///
/// A JVM takes its heap bit by bit and fills it with garbage, so resident memory rises until it is
/// warm whatever a program does. Compared are therefore the last third of the time and the one in
/// the middle; and, because garbage can also hide a leak, what the heaps hold after a full
/// collection: after a third of the time, and at the end.
///
/// @param looks at each process, by its name
/// @param warm what each heap held after a third of the time, in MiB
/// @param end the same at the end
record Watch(Map<String, List<Look>> looks, Map<String, Double> warm, Map<String, Double> end) {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int THIRDS = 3;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double NANOS = 1e9;

    /// A heap breathes; a few files come and go with every upload, threads with what there is to
    /// do.
    private static final double FLAT_MEMORY = 1.1;

    private static final double FLAT_FILES = 1.02;
    private static final double FLAT_THREADS = 1.25;

    /// Looks for so long, or until `work` is over.
    static Watch over(Map<String, Long> pids, double minutes, Future<?> work) {
        var looks = new LinkedHashMap<String, List<Look>>();
        var warm = new LinkedHashMap<String, Double>();
        var begun = System.nanoTime();
        var passed = 0.0;
        while (passed < minutes && !work.isDone()) {
            for (var one : pids.entrySet()) {
                looks.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                        .add(Look.at(one.getValue(), passed));
            }
            if (warm.isEmpty() && passed >= minutes / THIRDS) {
                warm.putAll(heaps(pids));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            passed = (System.nanoTime() - begun) / NANOS / SECONDS_PER_MINUTE;
        }
        return new Watch(looks, warm, heaps(pids));
    }

    private static Map<String, Double> heaps(Map<String, Long> pids) {
        var heaps = new LinkedHashMap<String, Double>();
        pids.forEach((name, pid) -> heaps.put(name, LiveHeap.mebibytes(pid)));
        return heaps;
    }

    /// What has to be flat of each process.
    List<Check> checks() {
        var checks = new ArrayList<Check>();
        looks.forEach((name, all) -> {
            checks.add(flat(name + ", resident memory", all, Look::mebibytes, FLAT_MEMORY));
            checks.add(
                    new Check(
                            name + ", live heap, at the end / after a third",
                            end.getOrDefault(name, Double.NaN)
                                    / warm.getOrDefault(name, Double.NaN),
                            Bound.AT_MOST,
                            FLAT_MEMORY,
                            "×"));
            checks.add(flat(name + ", open files", all, Look::files, FLAT_FILES));
            checks.add(flat(name + ", threads", all, Look::threads, FLAT_THREADS));
        });
        return checks;
    }

    /// The figures behind the checks, a line for each process.
    List<String> notes() {
        var notes = new ArrayList<String>();
        looks.forEach((name, all) ->
                notes.add(
                        "%s at the end: %.0f MiB resident, %.1f MiB of live heap, %d open files, %d threads"
                                .formatted(
                                        name,
                                        all.getLast().mebibytes(),
                                        end.getOrDefault(name, Double.NaN),
                                        all.getLast().files(),
                                        all.getLast().threads())));
        return notes;
    }

    private static Check flat(
            String what, List<Look> all, ToDoubleFunction<Look> figure, double most) {
        var third = all.size() / THIRDS;
        var middle = mean(all.subList(third, 2 * third), figure);
        var last = mean(all.subList(2 * third, all.size()), figure);
        return new Check(
                what + ", last third / middle third", last / middle, Bound.AT_MOST, most, "×");
    }

    private static double mean(List<Look> some, ToDoubleFunction<Look> figure) {
        return some.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
