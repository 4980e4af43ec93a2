package io.sampan.wire.net;

import io.sampan.model.InvalidValueException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/// An address as people write it: `host:port`, an IPv6 address in brackets (`[::1]:7000`). The host
/// is a name or a literal and is not resolved here. Port 0 means "any free port" to a listener.
public record HostPort(String host, int port) {

    private static final int MAX_HOST = 253;
    private static final int MAX_PORT = 65_535;

    /// @throws InvalidValueException where the host is empty, too long, or has characters that no
    ///   host has, or the port is not within 0 to 65535
    public HostPort {
        if (host.isEmpty() || host.length() > MAX_HOST) {
            throw new InvalidValueException("an address has a host of 1 to 253 characters");
        }
        if (!host.chars().allMatch(HostPort::allowed)) {
            throw new InvalidValueException(
                    "a host has ASCII letters, digits, '.', '-', '_', and ':' and '%' in IPv6");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new InvalidValueException("a port is a number from 0 to 65535");
        }
    }

    /// @throws InvalidValueException with a message that shows the form that is expected
    public static HostPort parse(String text) {
        var colon = text.lastIndexOf(':');
        if (colon < 0 || colon == text.length() - 1) {
            throw new InvalidValueException("an address is HOST:PORT, for example 127.0.0.1:7000");
        }
        var port = port(text.substring(colon + 1));
        var host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            var literal = host.substring(1, host.length() - 1);
            if (literal.indexOf(':') < 0) {
                throw new InvalidValueException("brackets hold an IPv6 address: [::1]:7000");
            }
            return new HostPort(literal, port);
        }
        if (host.indexOf(':') >= 0) {
            throw new InvalidValueException("an IPv6 address stands in brackets: [::1]:7000");
        }
        return new HostPort(host, port);
    }

    /// `HOST:PORT,HOST:PORT…`, in the order given; spaces around a comma are allowed.
    ///
    /// @throws InvalidValueException where one of them is not an address, or there is none
    public static List<HostPort> parseList(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).map(HostPort::parse).toList();
    }

    /// What a listener was bound to, or a connection's peer: as a literal, without a lookup.
    public static HostPort of(InetSocketAddress address) {
        var host =
                address.getAddress() == null
                        ? address.getHostString()
                        : address.getAddress().getHostAddress();
        return new HostPort(host, address.getPort());
    }

    /// Whether the host has to be looked up; false for an IPv4 or IPv6 literal.
    public boolean isName() {
        try {
            InetAddress.ofLiteral(host);
            return false;
        } catch (IllegalArgumentException _) {
            return true;
        }
    }

    /// With the host looked up, which blocks where it [is a name][#isName]: for start-up and for
    /// virtual threads, never for an event loop. Unresolved where there is no such name.
    public InetSocketAddress toResolved() {
        return new InetSocketAddress(host, port);
    }

    /// For a connect or a bind that resolves the name without blocking the caller.
    public InetSocketAddress toUnresolved() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    private static int port(String digits) {
        if (digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new InvalidValueException("a port is a number from 0 to 65535");
        }
        return Integer.parseInt(digits);
    }

    private static boolean allowed(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || ".-_:%".indexOf(c) >= 0;
    }

    /// The form that [#parse] reads.
    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
