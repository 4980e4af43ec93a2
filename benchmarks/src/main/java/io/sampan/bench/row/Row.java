package io.sampan.bench.row;

import io.sampan.bench.report.RowResult;

/// One piece of work, done by Sampan and by its peers.
public interface Row {

    /// As on the command line.
    String name();

    String title();

    /// Measures; leaves no process and no file behind.
    ///
    /// @throws io.sampan.bench.measure.BenchException if it cannot be measured
    RowResult run(Bench bench);
}
