package io.sampan.cli.terminal;

import io.sampan.client.task.TransferEvent;
import io.sampan.client.task.TransferSnapshot;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/// Nothing is shown but what is said.
record Silence(PrintStream out) implements Progress {

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public void accept(TransferEvent event) {}

    @Override
    public void show(List<Shown> labels, Supplier<TransferSnapshot> all) {}

    @Override
    public void rest() {}

    @Override
    public void close() {}
}
