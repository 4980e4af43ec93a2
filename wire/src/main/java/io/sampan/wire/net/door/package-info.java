/// Who is let in, and what becomes of those who misuse it: what a relay's listener and a server's
/// have in common.
///
/// ```
///  accept ─▶ Door ─ full? a crowd? a rush? ─▶ let in ─▶ the listener's own patience
///              └──────────── Offences: a count for each kind, a quiet line a minute ◀┘
/// ```
///
/// A [Door] counts sessions, in total and for each source, and new connections for each source by a
/// bucket of tokens. Whoever is over a limit is closed before anything is allocated for it. Sources
/// that are known to speak for many (a relay in front of this one) are [DoorLimits#trusted] and
/// only count in total.
///
/// A source is an IPv4 address, or the 64-bit network of an IPv6 address: who has one of the latter
/// has 2⁶⁴ addresses.
///
/// Nothing here waits, logs in a loop or keeps anything for a source that is gone. Start with
/// [Door].
@NullMarked
package io.sampan.wire.net.door;

import org.jspecify.annotations.NullMarked;
