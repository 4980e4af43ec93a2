package io.sampan.cli.session;

import io.sampan.cli.CommandException;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The rule that a home in which nobody has joined, and which was told of no address, has a server
/// on this machine or none at all: a command says so at once, instead of waiting for one.
final class Joined {

    /// Loopback answers in microseconds, or refuses.
    private static final Duration LOOK = Duration.ofSeconds(1);

    private Joined() {}

    /// @param addresses where a server on this machine would be
    /// @throws CommandException if none is there
    static void requireServerAt(List<HostPort> addresses, Path home) {
        if (addresses.stream().noneMatch(Joined::listens)) {
            throw CommandException.wrongUsage(
                    "join first: nobody has joined from "
                            + home
                            + ", and there is no server on this"
                            + " machine",
                    "Whoever runs a server makes an invitation (`sampan invite`); then: sampan join"
                            + " LINK --as NAME\nA server on loopback needs none: --via HOST:PORT");
        }
    }

    private static boolean listens(HostPort address) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()), (int) LOOK.toMillis());
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
