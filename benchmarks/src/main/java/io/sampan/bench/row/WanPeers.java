package io.sampan.bench.row;

import io.sampan.bench.measure.BenchException;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Timed;
import io.sampan.bench.process.Workshop;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// curl and aria2c over a long line, where they may be so slow that what they did until a moment
/// has to do.
final class WanPeers {

    /// curl gives up after this; what it had sent by then counts (all that the kernel took from
    /// it).
    private static final int CURL_SECONDS = 20;

    private static final int CURL_TIMED_OUT = 28;

    /// So does aria2c; what had arrived by then counts.
    private static final int ARIA_SECONDS = 30;

    private static final int ARIA_STOPPED = 7;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private WanPeers() {}

    /// Puts a file with `curl -T`, again and again until `atLeast` seconds have gone.
    static Sample put(Place place, Path source, String url, double atLeast) {
        var bytes = 0L;
        var seconds = 0.0;
        while (seconds < atLeast) {
            var run =
                    Timed.attempt(
                            place,
                            List.of(
                                    "curl",
                                    "-sf",
                                    "--max-time",
                                    Integer.toString(CURL_SECONDS),
                                    "-w",
                                    "%{size_upload} %{time_total}\n",
                                    "-T",
                                    source.toString(),
                                    url));
            if (run.exit() != 0 && run.exit() != CURL_TIMED_OUT) {
                throw new BenchException("curl failed: " + run.output());
            }
            var fields = SPACE.split(run.output().strip(), -1);
            bytes += Long.parseLong(fields[fields.length - 2]);
            seconds += Double.parseDouble(fields[fields.length - 1]);
        }
        return Sample.rate(bytes, seconds, Map.of());
    }

    /// Gets a file with `aria2c -x16`, again and again until `atLeast` seconds have gone.
    static Sample get(Place place, String url, Path folder, long size, double atLeast) {
        var bytes = 0L;
        var seconds = 0.0;
        while (seconds < atLeast) {
            var run =
                    Timed.attempt(
                            place,
                            List.of(
                                    "aria2c",
                                    "-q",
                                    "-x16",
                                    "-s16",
                                    "-k1M",
                                    "--file-allocation=none",
                                    String.format(Locale.ROOT, "--stop=%d", ARIA_SECONDS),
                                    "-d",
                                    folder.toString(),
                                    "-o",
                                    "copy.bin",
                                    url));
            var copy = folder.resolve("copy.bin");
            if (run.exit() == 0) {
                Material.take(copy, size);
                bytes += size;
            } else if (run.exit() == ARIA_STOPPED) {
                bytes += allocated(copy);
                Workshop.remove(copy);
                Workshop.remove(folder.resolve("copy.bin.aria2"));
            } else {
                throw new BenchException("aria2c failed: " + run.output());
            }
            seconds += run.seconds();
        }
        return Sample.rate(bytes, seconds, Map.of());
    }

    /// How much of a file with holes is there.
    private static long allocated(Path file) {
        var output = Timed.run("du", "--block-size=1", file.toString()).output();
        return Long.parseLong(SPACE.split(output, -1)[0]);
    }
}
