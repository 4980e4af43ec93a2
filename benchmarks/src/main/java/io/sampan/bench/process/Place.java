package io.sampan.bench.process;

import java.util.List;
import java.util.stream.Stream;

/// Where a process runs: on this machine as it is, or in one network namespace of it.
///
/// @param prefix what stands before the command
/// @param address under which the other place reaches it
public record Place(List<String> prefix, String address) {

    /// This machine, by its loopback address.
    public static final Place HERE = new Place(List.of(), "127.0.0.1");

    public Place {
        prefix = List.copyOf(prefix);
    }

    static Place namespace(String name, String address) {
        return new Place(List.of("ip", "netns", "exec", name), address);
    }

    List<String> command(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}
