/// The seed's `Package` protocol, for C++ programs that speak it and cannot be changed: a listener
/// of its own, and one conversation with each connection.
///
/// The protocol has no login and no digests, and its two layouts cannot be told apart on the wire;
/// so it is off unless asked for, is told which layout it serves, and works in the shared
/// [io.sampan.model.Space] only. Whatever it does there it does through the same core as everybody
/// else: slots, space, leaf tables and the sweeper apply.
///
/// ```
///   struct ─▶ PackageCodec ─▶ Request ─▶ PackageConversation ─▶ core (NamedUploadDesk, MediaDesk)
///   struct ◀─ PackageCodec ◀─ Reply   ◀──────────┘
/// ```
///
/// Whatever cannot be done is answered with FAILED, and the connection is closed.
///
/// Start with [PackageServer], then [PackageConversation]; [PackageLayout] draws the struct, and
/// `docs/package.md` has the conversations.
@NullMarked
package io.sampan.server.packages;

import org.jspecify.annotations.NullMarked;
