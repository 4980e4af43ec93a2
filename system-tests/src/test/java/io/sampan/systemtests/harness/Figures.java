package io.sampan.systemtests.harness;

import io.sampan.systemtests.fault.Ports;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// What a process shows at `/metrics`.
///
/// @param at where it shows them
public record Figures(HostPort at) {

    /// A place to show them at.
    public static Figures anywhere() {
        return new Figures(Ports.free());
    }

    /// The line of a server's configuration that asks for them.
    public String setting() {
        return "metrics = \"" + at + "\"";
    }

    /// The value now, by Prometheus' name.
    public long value(String name) {
        try (var page = URI.create("http://" + at + "/metrics").toURL().openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no figure " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
