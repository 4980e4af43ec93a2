package io.sampan.bench.measure;

/// Where one line for each step goes.
@FunctionalInterface
public interface Progress {
    void say(String line);
}
