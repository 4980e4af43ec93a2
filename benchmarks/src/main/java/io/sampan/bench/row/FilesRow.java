package io.sampan.bench.row;

import io.sampan.bench.measure.BenchException;
import io.sampan.bench.measure.Contender;
import io.sampan.bench.measure.CpuMeter;
import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.peer.HaproxyChain;
import io.sampan.bench.peer.RsyncDaemon;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Timed;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// 10,000 files of 10 KB, each synced before it is acknowledged; on a real disk, because syncing is
/// the point.
record FilesRow() implements Row {

    private static final int FILES = 10_000;
    private static final int SIZE = 10_240;
    private static final double TARGET = 2;

    @Override
    public String name() {
        return "files";
    }

    @Override
    public String title() {
        return "10,000 files of 10 KiB, synced, on a disk";
    }

    @Override
    public RowResult run(Bench bench) {
        try (var shop = bench.workshop()) {
            var source = shop.onDisk("source");
            Material.files(source, FILES, SIZE);
            var series =
                    bench.turns()
                            .take(
                                    Unit.FILES_PER_SECOND,
                                    List.of(rsync(shop, source), sampan(bench, shop, source)));
            return new RowResult(
                    name(),
                    title(),
                    series,
                    List.of(Check.faster(series.get(1), series.get(0), TARGET)));
        }
    }

    private static Contender rsync(Workshop shop, Path source) {
        var folder = shop.onDisk("rsync");
        var daemon = RsyncDaemon.start(shop, Place.HERE, folder);
        var chain = HaproxyChain.start(shop, "rsync", daemon.port());
        var pids = PutRow.with(chain.pids(), "server", daemon.running().pid());
        return Contender.of(
                "rsync --fsync",
                _ -> {
                    settle(source);
                    var sample =
                            Ran.measured(
                                    FILES,
                                    (long) FILES * SIZE,
                                    pids,
                                    "rsync",
                                    "-a",
                                    "--fsync",
                                    source + "/",
                                    "rsync://127.0.0.1:" + chain.port() + "/m/");
                    if (count(folder) != FILES) {
                        throw new BenchException("rsync left files out");
                    }
                    empty(folder);
                    return sample;
                });
    }

    private static Contender sampan(Bench bench, Workshop shop, Path source) {
        var carrier = Carrier.start(bench, shop, shop.onDisk("server"), shop.onDisk("client"));
        var meter = new CpuMeter(carrier.pids());
        return Contender.of(
                "sampan",
                _ -> {
                    settle(source);
                    var before = meter.read();
                    var seconds = carrier.client().putAll(source);
                    var cpu = meter.since(before);
                    carrier.client().removeAll();
                    return new Sample(FILES / seconds, (long) FILES * SIZE, cpu);
                });
    }

    /// Lets the disk finish what the last contender has left to do.
    private static void settle(Path folder) {
        Timed.run("sync", "-f", folder.toString());
    }

    private static long count(Path folder) {
        try (var files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path folder) {
        try (var files = Files.list(folder)) {
            files.forEach(Workshop::remove);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
