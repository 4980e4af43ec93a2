package io.sampan.relay;

import io.sampan.wire.net.HostPort;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/// Whether an upstream is the relay's own listener, as far as that can be told without a look-up.
final class OwnAddresses {

    private OwnAddresses() {}

    /// Whether a connection to `upstream` would come to a listener on `listen`. False for names
    /// other than `localhost`: what they lead to is looked at when they are connected to.
    static boolean leadsTo(HostPort listen, HostPort upstream) {
        if (listen.port() == 0 || listen.port() != upstream.port()) {
            return false;
        }
        if (listen.host().equalsIgnoreCase(upstream.host())) {
            return true;
        }
        var local = literal(listen);
        var to = literal(upstream);
        return local != null
                && to != null
                && ((local.isAnyLocalAddress() || to.isAnyLocalAddress())
                        ? isOnThisMachine(to, to) && sees(local, to)
                        : local.equals(to));
    }

    /// Whether `to` is an address of this machine.
    ///
    /// @param from the local end of a connection to it: a machine that connects to one of its own
    ///   addresses does so from that address
    static boolean isOnThisMachine(InetAddress to, InetAddress from) {
        if (to.isLoopbackAddress() || to.isAnyLocalAddress()) {
            return true;
        }
        try {
            return to.equals(from) && NetworkInterface.getByInetAddress(to) != null;
        } catch (SocketException _) {
            return false;
        }
    }

    /// A listener on one loopback address does not hear what comes to another one.
    private static boolean sees(InetAddress local, InetAddress to) {
        return local.isAnyLocalAddress() || (to.isAnyLocalAddress() && local.isLoopbackAddress());
    }

    private static @Nullable InetAddress literal(HostPort address) {
        if (address.host().equalsIgnoreCase("localhost")) {
            return InetAddress.getLoopbackAddress();
        }
        return address.isName() ? null : address.toResolved().getAddress();
    }
}
