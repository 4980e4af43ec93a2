/// The byte pump: accepts a session, finds an upstream for it, and carries bytes both ways.
///
/// A relay knows nothing of what it carries. The edge relay (near the clients) and the hub relay
/// (near the servers) are this same program with another list of upstreams. It runs on Netty's
/// event loops alone: no thread of its own, no lock on the way of the bytes, and both sockets of a
/// session on one loop, so a session's state belongs to that loop's thread and needs no protection.
///
/// ```
///  listener ─▶ SessionLimitHandler ─▶ Session ─▶ UpstreamConnector ─▶ Upstreams (health, failover)
///                                        ├── front ProxyChannel ◀─▶ client
///                                        └── back  ProxyChannel ◀─▶ upstream
/// ```
///
/// What a relay owes to those who use it: bytes that it has received are delivered before a close
/// is, the end of one direction is passed on alone, a slow reader slows the sender and costs no
/// memory, and a session that ends on one side ends on the other.
///
/// A relay that would lead back to itself is found out by [LoopDetector].
///
/// Start with [ProxyChannel], which moves the bytes, then [Session]; [Relay] is the way in.
@NullMarked
package io.sampan.relay;

import org.jspecify.annotations.NullMarked;
