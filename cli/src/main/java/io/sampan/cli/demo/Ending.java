package io.sampan.cli.demo;

import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.Fact;
import io.sampan.model.Media;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the story came to.
///
/// @param last what the one who came last has received
/// @param held whether all of it went as promised
record Ending(Sent sent, Received last, boolean held, List<Saboteur.Kill> kills) {

    /// The sender's side.
    ///
    /// @param time from the first byte to the acceptance of the message
    /// @param resent bytes that were sent again
    record Sent(Media media, Duration time, long resent) {}

    /// A recipient's side.
    ///
    /// @param equal whether what they have is what was sent
    record Received(Duration time, boolean equal) {}

    /// The names of the nodes that were killed.
    Set<String> killed() {
        return kills.stream().map(Saboteur.Kill::node).collect(Collectors.toSet());
    }

    /// For people, line by line.
    List<String> lines() {
        return List.of(
                line("send", sent.time())
                        + "; "
                        + Amounts.bytes(sent.resent())
                        + " were sent again, as plugs were pulled",
                line("get", last.time()));
    }

    private String line(String what, Duration time) {
        var bytes = sent.media().size();
        return String.format(
                " %-5s %s in %s: %s",
                what, Amounts.bytes(bytes), Amounts.duration(time), Amounts.rate(bytes, time));
    }

    Fact fact(Ink ink) {
        return Fact.of(
                held
                        ? ink.green(" All of it held.") + " Next: the README, \"For a person\"."
                        : ink.red(" It did not hold."),
                "held",
                held,
                "size",
                sent.media().size(),
                "digest",
                sent.media().digest().toString(),
                "sendMillis",
                sent.time().toMillis(),
                "resent",
                sent.resent(),
                "getMillis",
                last.time().toMillis(),
                "kills",
                kills);
    }
}
