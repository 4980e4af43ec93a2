package io.sampan.bench.row;

import io.sampan.bench.measure.Sample;
import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import io.sampan.bench.report.Check;
import io.sampan.bench.report.RowResult;
import java.util.List;

/// What many of a kind cost a process: its resident memory with and without them.
///
/// @param kind of what, in the plural
/// @param before KiB without them
/// @param with KiB with them
record MemoryEach(int number, String kind, long before, long with) {

    /// As a row, whose target is so many KiB for each.
    RowResult row(Row row, double most) {
        var each = Sample.of((double) (with - before) / number);
        var series = new Series("sampan", Unit.KIBIBYTES, List.of(each));
        return new RowResult(
                row.name(),
                row.title(),
                List.of(series),
                List.of(Check.atMost(series, most)),
                List.of(
                        "%d %s; %d MiB without, %d MiB with them"
                                .formatted(number, kind, before / 1024, with / 1024)));
    }
}
