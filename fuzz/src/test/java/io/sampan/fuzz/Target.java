package io.sampan.fuzz;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/// What Jazzer calls in the process that it fuzzes one harness in.
public final class Target {

    /// The property that names the harness, as its corpus is called.
    static final String HARNESS = "fuzz.harness";

    private static final Harness CHOSEN =
            Harnesses.ofCorpus(requireNonNull(System.getProperty(HARNESS), HARNESS)).make();

    private Target() {}

    /// One input. Jazzer finds this method by its name.
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        CHOSEN.feed(bytes);
    }
}
