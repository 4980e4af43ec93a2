/// Sockets: where they come from, how they are set, and how an address is written.
///
/// [Transport] hides which of Netty's transports runs (native epoll, or NIO where there is none).
/// [SocketOptions] is the one place that says how every socket of Sampan is set, and
/// [CongestionControl] what the kernel grants of it. [HostPort] is `host:port` as people write it.
///
/// Nothing here knows frames, files or relays; the relay uses this package and nothing else of
/// `wire`. Start with [SocketOptions].
@NullMarked
package io.sampan.wire.net;

import org.jspecify.annotations.NullMarked;
