package io.sampan.bench.measure;

import io.sampan.bench.process.Place;
import io.sampan.bench.process.Timed;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What a JVM's heap holds that is still in use.
public final class LiveHeap {

    /// `number: instances bytes class` of a class histogram.
    private static final Pattern LINE =
            Pattern.compile("^ *\\d+: +\\d+ +(\\d+) +(\\S+)", Pattern.MULTILINE);

    /// What the collector leaves in gaps that are not worth closing: no object of the program's.
    private static final String FILLER = "jdk.internal.vm.Filler";

    private static final double MEBIBYTE = 1 << 20;

    private LiveHeap() {}

    /// In MiB, after a full collection.
    public static double mebibytes(long pid) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var command = List.of(jcmd, Long.toString(pid), "GC.class_histogram");
        return inHistogram(Timed.run(Place.HERE, command).output());
    }

    static double inHistogram(String histogram) {
        var bytes =
                LINE.matcher(histogram)
                        .results()
                        .filter(line -> !line.group(2).contains(FILLER))
                        .mapToLong(line -> Long.parseLong(line.group(1)))
                        .sum();
        if (bytes == 0) {
            throw new BenchException("jcmd does not tell what is in the heap: " + histogram);
        }
        return bytes / MEBIBYTE;
    }
}
