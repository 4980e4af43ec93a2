package io.sampan.bench.row;

import io.sampan.bench.measure.Progress;
import io.sampan.bench.measure.Turns;
import io.sampan.bench.process.Workshop;
import io.sampan.bench.sampan.Launcher;
import java.nio.file.Path;

/// What all rows share.
///
/// @param root of the project
/// @param output where results, logs and files on a real disk go
/// @param rounds how many count
/// @param minutes how long a row lasts that is about lasting
/// @param launcher of Sampan's processes
/// @param progress one line for each step
public record Bench(
        Path root, Path output, int rounds, double minutes, Launcher launcher, Progress progress) {

    /// Folders and processes for one row, to be closed by it.
    public Workshop workshop() {
        return new Workshop(output.resolve("work"), output.resolve("logs"));
    }

    public Turns turns() {
        return new Turns(rounds, progress);
    }
}
