package io.sampan.cli.serve;

import io.sampan.cli.CommandException;
import io.sampan.wire.net.HostPort;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// The rule that whoever cannot tell people apart is reached from this machine only.
final class Loopback {

    private Loopback() {}

    /// @throws CommandException unless the address is one of this machine's loopback addresses
    static void require(HostPort address) {
        if (!isLoopback(address.host())) {
            throw CommandException.wrongUsage(
                    "a plain server listens on loopback only, and "
                            + address.host()
                            + " is not loopback",
                    "Whoever reaches a plain server may say that they are anybody, and read along."
                            + "\nWithout --plain it may listen anywhere: people come with"
                            + " invitations then.");
        }
    }

    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
