/// Limits on connections: which are accepted, and what becomes of peers that misuse them. The
/// relay's listener and the server's share it. This is where connections are rate limited.
///
/// ```
///  accept ─▶ [ConnectionLimiter] ─ FULL, CROWD or RUSH? ─▶ accepted ─▶ the listener's own timeouts
///                   └──────────── [Violations]: a count for each kind, a line a minute ◀┘
/// ```
///
/// A [ConnectionLimiter] counts sessions, in total and for each source, and limits the rate of new
/// connections of each source with a token bucket. A connection over a limit is closed before
/// anything is allocated for it. Sources that are known to speak for many (a relay in front of this
/// one) are [ConnectionLimits#trusted] and only count in total.
///
/// A source is an IPv4 address, or the 64-bit network of an IPv6 address: who has one of the latter
/// has 2⁶⁴ addresses.
///
/// Nothing here waits, logs in a loop or keeps anything for a source that is gone. Start with
/// [ConnectionLimiter].
@NullMarked
package io.sampan.wire.net.limit;

import org.jspecify.annotations.NullMarked;
