package io.sampan.wire.net.limit;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/// Where a connection comes from, as one party: an IPv4 address, or an IPv6 network of 64 bits.
record Source(boolean six, long network) {

    private static final int IPV4_BYTES = 4;

    static Source of(InetAddress address) {
        var bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == IPV4_BYTES
                ? new Source(false, bytes.getInt())
                : new Source(true, bytes.getLong());
    }
}
