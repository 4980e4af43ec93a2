/// Lanes: connections to the server, through relays, that are kept up for ever.
///
/// ```
///  LanePool ── maintainer 1 ── Lane ──▶ relay a ──▶ … ──▶ server
///     │     ── maintainer 2 ── Lane ──▶ relay b ──▶ … ──▶ server        one session, many lanes
///     │     ── maintainer 3 ── (connecting through relay a)
///     └── watch: silence? ask again; three times? the lane is lost
/// ```
///
/// A [ConnectionMaintainer] is a virtual thread that asks the [RelayBook] through which relay to
/// go, logs in, and then reads the lane until it ends; then it reconnects. While no lane is up, one
/// of them alone connects ([FirstConnector]). Whoever has something to ask calls [LanePool#ask]
/// (any lane, and the next one if that is lost) or takes a [LanePlace] for a block on the lane that
/// has the least to do. One lane is left free of blocks, so that a small request never waits behind
/// megabytes.
///
/// Timeouts measure silence, never total time: a lane is lost when it owes an answer and *nothing*
/// was heard on it for the settings' time, and again after each of the resends.
///
/// Nothing here knows what a file is.
@NullMarked
package io.sampan.client.lane;

import org.jspecify.annotations.NullMarked;
