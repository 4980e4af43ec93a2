package io.sampan.systemtests.fuzz;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// What Jazzer calls in the process that it fuzzes. One process for all harnesses, as its start
/// costs more than a share of a minute; the first byte of an input chooses the harness.
public final class Target {

    private static final List<Harnesses> ALL = List.of(Harnesses.values());

    private Target() {}

    /// One input. Jazzer finds this method by its name.
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            ALL.get((bytes[0] & 0xFF) % ALL.size())
                    .feed(Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }

    /// An input of a harness, as Jazzer is given it.
    static byte[] input(Harnesses harness, byte[] bytes) {
        var input = new byte[bytes.length + 1];
        input[0] = (byte) ALL.indexOf(harness);
        System.arraycopy(bytes, 0, input, 1, bytes.length);
        return input;
    }
}
