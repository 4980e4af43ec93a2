package io.sampan.bench.row;

import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.process.Place;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.Check.Bound;
import io.sampan.bench.report.Plot;
import io.sampan.bench.report.RowResult;
import io.sampan.bench.sampan.Town;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Everything at once for minutes: 10,000 sessions through two tiers of relays, most of them people
/// who are online, 200 uploads at a time, 1,000 messages a second. Memory, open files and threads
/// of every process have to stay where they are, and every request has to be answered.
record LoadRow() implements Row {

    private static final int SESSIONS = 10_000;
    private static final int UPLOADS = 200;
    private static final int WRITERS_AND_READERS = 64;
    private static final int MESSAGES_PER_SECOND = 1_000;

    /// A file is removed and the next one offered: two round trips without an upload.
    private static final double MOSTLY = 0.98;

    @Override
    public String name() {
        return "load";
    }

    @Override
    public String title() {
        return "10,000 sessions, 200 uploads at once, 1,000 messages a second, for minutes";
    }

    @Override
    public RowResult run(Bench bench) {
        try (var shop = bench.workshop()) {
            var home = shop.onDisk("server");
            var town = Town.start(shop, bench.launcher(), home, Place.HERE, Place.HERE);
            var load = bench.launcher().load(shop, town.entries());
            var people = SESSIONS - UPLOADS - WRITERS_AND_READERS;
            load.ask("gather", Integer.toString(people));
            bench.progress().say(people + " people are online");
            var seconds = Long.toString(Math.round(bench.minutes() * 60));
            var rate = Integer.toString(MESSAGES_PER_SECOND);
            var work =
                    CompletableFuture.supplyAsync(
                            () -> load.ask("run", Integer.toString(UPLOADS), rate, seconds),
                            Thread::startVirtualThread);
            var watch = Watch.over(town.pids(), bench.minutes(), work);
            var done = Done.of(work.join());
            return result(watch, done, Asked.all(load.ask("requests")));
        }
    }

    /// What the generator did.
    ///
    /// @param atOnce how many uploads were arriving at a time
    /// @param complete how many files arrived whole
    /// @param seconds until the last message was delivered
    private record Done(double atOnce, long complete, double seconds) {

        static Done of(List<String> fields) {
            return new Done(
                    Double.parseDouble(fields.get(0)),
                    Long.parseLong(fields.get(1)),
                    Long.parseLong(fields.get(2)) / 1e9);
        }
    }

    private RowResult result(Watch watch, Done done, List<Asked> requests) {
        var checks = new ArrayList<Check>();
        requests.forEach(asked ->
                checks.add(
                        new Check(
                                asked.kind() + " unanswered",
                                asked.unanswered(),
                                Bound.AT_MOST,
                                0,
                                "")));
        var posts = requests.stream().filter(asked -> asked.kind().equals("posts")).toList();
        var perSecond = posts.stream().mapToLong(Asked::answered).sum() / done.seconds();
        checks.add(atLeast("messages delivered per second", perSecond, MESSAGES_PER_SECOND));
        checks.add(atLeast("uploads at once", done.atOnce(), UPLOADS));
        checks.addAll(watch.checks());

        var notes = new ArrayList<String>();
        requests.forEach(asked -> notes.add(asked.show()));
        notes.add(done.complete() + " files of 8 MiB arrived whole");
        notes.addAll(watch.notes());
        return new RowResult(name(), title(), series(watch), checks, notes).withPlots(plot(watch));
    }

    private static Check atLeast(String what, double reached, double wanted) {
        return new Check(what, reached, Bound.AT_LEAST, MOSTLY * wanted, "");
    }

    private static List<Series> series(Watch watch) {
        var series = new ArrayList<Series>();
        watch.looks()
                .forEach((name, looks) -> {
                    var memory = looks.stream().map(look -> Sample.of(look.mebibytes())).toList();
                    series.add(new Series(name + ", memory", Unit.MEBIBYTES, memory));
                });
        return series;
    }

    private Plot plot(Watch watch) {
        var lines = new ArrayList<Plot.Line>();
        watch.looks()
                .forEach((name, looks) -> {
                    var points =
                            looks.stream()
                                    .map(look -> new Plot.Point(look.minutes(), look.mebibytes()))
                                    .toList();
                    lines.add(new Plot.Line(name, points));
                });
        return new Plot(
                name(), "Resident memory of each process under load", "minutes", "MiB", lines);
    }
}
