package io.sampan.cli.serve;

import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The file `addresses` of a server's home: where invitations lead, as of its last start. So
/// `sampan invite` knows it without asking the server.
final class Addresses {

    private final Path file;

    Addresses(Path home) {
        this.file = home.resolve("addresses");
    }

    /// Writes down the relays, or where the server listens if there are none.
    ///
    /// @throws UncheckedIOException if the home cannot be written
    void write(HostPort listening, List<HostPort> relays) {
        var all = relays.isEmpty() ? List.of(reachable(listening)) : relays;
        try {
            Files.writeString(
                    file, all.stream().map(HostPort::toString).collect(Collectors.joining(",")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What was written last; empty if the server has never run.
    ///
    /// @throws io.sampan.model.InvalidValueException if the file is damaged
    List<HostPort> read() {
        try {
            return HostPort.parseList(Files.readString(file).strip());
        } catch (NoSuchFileException never) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// "All addresses" leads nobody here; one of this machine's does, where it has one.
    private static HostPort reachable(HostPort listening) {
        try {
            return InetAddress.getByName(listening.host()).isAnyLocalAddress()
                    ? new HostPort(ofThisMachine().orElse("127.0.0.1"), listening.port())
                    : listening;
        } catch (IOException unknown) {
            return listening;
        }
    }

    private static Optional<String> ofThisMachine() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(Addresses::isUp)
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .filter(address -> address instanceof java.net.Inet4Address)
                .map(InetAddress::getHostAddress)
                .findFirst();
    }

    private static boolean isUp(NetworkInterface card) {
        try {
            return card.isUp();
        } catch (SocketException e) {
            return false;
        }
    }
}
