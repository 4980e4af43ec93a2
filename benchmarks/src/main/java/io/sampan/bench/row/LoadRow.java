package io.sampan.bench.row;

import io.sampan.bench.measure.BenchException;
import io.sampan.bench.measure.Memory;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.process.Limits;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.Plot;
import io.sampan.bench.report.RowResult;
import io.sampan.bench.sampan.Chain;
import io.sampan.bench.sampan.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Everything at once for minutes: 10,000 people online through edge and hub, 200 uploads at a
/// time, 1,000 messages a second. Memory, open files and threads have to stay where they are, and
/// every request is answered (whoever is not waits for ever, or says so).
record LoadRow() implements Row {

    private static final int PEOPLE = 10_000;
    private static final int FILES_FOR_THE_REST = 1_200;
    private static final int UPLOADS = 200;
    private static final int UPLOAD_BYTES = 2 << 20;
    private static final int MESSAGES_PER_SECOND = 1_000;
    private static final int MESSAGE_SECONDS = 20;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final double FLAT = 1.25;

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String title() {
        return "10,000 people online, 200 uploads at once, 1,000 messages a second, for minutes";
    }

    /// How a process was at one moment.
    private record Look(double minutes, long kibibytes, int files, int threads) {}

    @Override
    public RowResult run(Bench bench) {
        // Of a relay each session takes two files.
        var people = Math.min(PEOPLE, (Limits.files() - FILES_FOR_THE_REST) / 2);
        try (var shop = bench.workshop()) {
            var chain = Chain.start(shop, bench.launcher(), shop.inMemory("server"));
            var entry = Integer.parseInt(chain.entry().substring(chain.entry().indexOf(':') + 1));
            bench.launcher().crowd(shop, entry).ask("gather", Integer.toString(people));
            bench.progress().say(people + " people are online");
            var over = new AtomicBoolean();
            var uploads = new AtomicInteger();
            var messages = new AtomicInteger();
            var work =
                    List.of(
                            CompletableFuture.runAsync(
                                    () -> upload(bench, shop, chain, over, uploads)),
                            CompletableFuture.runAsync(
                                    () -> write(bench, shop, entry, over, messages)));
            var looks = watch(chain.pids(), bench.minutes(), work);
            over.set(true);
            work.forEach(CompletableFuture::join);
            return result(looks, people, uploads.get(), messages.get());
        }
    }

    private static void upload(
            Bench bench, Workshop shop, Chain chain, AtomicBoolean over, AtomicInteger count) {
        var source = shop.inMemory("source");
        Material.files(source, UPLOADS, UPLOAD_BYTES);
        var client =
                Client.withFilesAtOnce(
                        shop,
                        bench.launcher(),
                        Place.HERE,
                        shop.inMemory("client"),
                        chain.entry(),
                        UPLOADS);
        while (!over.get()) {
            client.putAll(source);
            client.removeAll();
            count.addAndGet(UPLOADS);
        }
    }

    private static void write(
            Bench bench, Workshop shop, int entry, AtomicBoolean over, AtomicInteger count) {
        var some = Integer.toString(MESSAGES_PER_SECOND * MESSAGE_SECONDS);
        var driver = bench.launcher().messages(shop, "sampan", entry);
        while (!over.get()) {
            driver.ask("deliver", some, Integer.toString(MESSAGES_PER_SECOND));
            count.addAndGet(MESSAGES_PER_SECOND * MESSAGE_SECONDS);
        }
    }

    private static Map<String, List<Look>> watch(
            Map<String, Long> pids, double minutes, List<CompletableFuture<Void>> work) {
        var looks = new LinkedHashMap<String, List<Look>>();
        var begun = System.nanoTime();
        var passed = 0.0;
        while (passed < minutes && work.stream().noneMatch(CompletableFuture::isDone)) {
            for (var one : pids.entrySet()) {
                looks.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                        .add(look(passed, one.getValue()));
            }
            pause();
            passed = (System.nanoTime() - begun) / 6e10;
        }
        return looks;
    }

    private static Look look(double minutes, long pid) {
        return new Look(
                minutes, Memory.residentKibibytes(pid), count(pid, "fd"), count(pid, "task"));
    }

    private static int count(long pid, String folder) {
        try (var all = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
            return (int) all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private RowResult result(Map<String, List<Look>> looks, int people, int uploads, int messages) {
        var series = new ArrayList<Series>();
        var checks = new ArrayList<Check>();
        var lines = new ArrayList<Plot.Line>();
        var notes = new ArrayList<String>();
        notes.add(
                "%d people online, %d uploads of 2 MiB, %d messages, all of them answered"
                        .formatted(people, uploads, messages));
        looks.forEach((role, all) -> {
            var memory = all.stream().map(look -> Sample.of((double) look.kibibytes())).toList();
            series.add(new Series(role, Unit.KIBIBYTES, memory));
            checks.add(flat(role + ", memory", all, Look::kibibytes));
            checks.add(flat(role + ", threads", all, Look::threads));
            checks.add(flat(role + ", open files", all, Look::files));
            lines.add(
                    new Plot.Line(
                            role,
                            all.stream()
                                    .map(look ->
                                            new Plot.Point(
                                                    look.minutes(), look.kibibytes() / 1024.0))
                                    .toList()));
        });
        return new RowResult(name(), title(), series, checks, notes)
                .withPlots(new Plot(name(), "Resident memory under load", "minutes", "MiB", lines));
    }

    private interface Figure {
        double of(Look look);
    }

    /// The last third beside the one in the middle: by then everything is warm.
    private static Check flat(String what, List<Look> all, Figure figure) {
        var third = all.size() / 3;
        var middle = mean(all.subList(third, 2 * third), figure);
        var last = mean(all.subList(2 * third, all.size()), figure);
        return new Check(
                what + ", last third / middle third",
                last / middle,
                Check.Bound.AT_MOST,
                FLAT,
                "×");
    }

    private static double mean(List<Look> some, Figure figure) {
        return some.stream().mapToDouble(figure::of).average().orElse(Double.NaN);
    }
}
