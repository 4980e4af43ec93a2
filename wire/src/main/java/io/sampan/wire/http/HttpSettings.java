package io.sampan.wire.http;

import io.sampan.model.InvalidValueException;
import io.sampan.wire.net.limit.Subnet;
import java.time.Duration;
import java.util.List;

/// The patience and the limits of HTTP connections.
///
/// @param headWithin how long the head of a request may take in total, from its first byte
/// @param idle how long a connection may wait for the next request
/// @param bodySilence how long a body may send nothing
/// @param maxHeadBytes bytes of a request's header fields at most, and of its first line
/// @param maxFields header fields of a request at most
/// @param proxies peers from which plain HTTP is taken where plain lines are not taken otherwise:
///   reverse proxies that do the encryption
public record HttpSettings(
        Duration headWithin,
        Duration idle,
        Duration bodySilence,
        int maxHeadBytes,
        int maxFields,
        List<Subnet> proxies) {

    /// 10 s for a head, 75 s idle, 60 s of silence in a body, 16 KiB, 100 fields.
    public static final HttpSettings DEFAULTS =
            new HttpSettings(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(60),
                    16 << 10,
                    100,
                    List.of());

    /// @throws InvalidValueException for times that are nothing, or limits that no request keeps
    public HttpSettings {
        proxies = List.copyOf(proxies);
        if (!headWithin.isPositive() || !idle.isPositive() || !bodySilence.isPositive()) {
            throw new InvalidValueException("requests have some time");
        }
        if (maxHeadBytes < 1024 || maxFields < 1) {
            throw new InvalidValueException("a request's head has 1 KiB and one field at least");
        }
    }

    /// The same with other proxies, whose word on the caller's address is believed.
    public HttpSettings withProxies(List<Subnet> changed) {
        return new HttpSettings(headWithin, idle, bodySilence, maxHeadBytes, maxFields, changed);
    }
}
