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
                    "a server listens on loopback only, and " + address.host() + " is not loopback",
                    "Until Sampan has identities, anybody who reaches a server may say that they are"
                            + " anybody.\nUse --listen 127.0.0.1:PORT, and let people in through"
                            + " ssh -L or a VPN.");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
