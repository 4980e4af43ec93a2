/// The native protocol: what travels over a lane, and the line it travels on.
///
/// `wire` never sees a file's meaning, only frames: [io.sampan.wire.frame] has them as one sealed
/// hierarchy of records with their codec (the schema is `sampan.proto`, which is also the
/// protocol's reference), [io.sampan.wire.link] has the [io.sampan.wire.link.Link] over which
/// sequential code on virtual threads sends and receives them, [io.sampan.wire.http] speaks
/// HTTP/1.1 and WebSocket on the same port, and [io.sampan.wire.net] has sockets, their options and
/// the transport. Netty stays inside this module (and the relay): nobody else sees an event loop.
///
/// Start with [io.sampan.wire.link.Link], then [io.sampan.wire.frame.Frame].
@NullMarked
package io.sampan.wire;

import org.jspecify.annotations.NullMarked;
