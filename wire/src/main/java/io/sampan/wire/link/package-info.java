/// The bridge between Netty's event loops and sequential code on virtual threads.
///
/// A [Link] is one connection that speaks frames. Its `receive` and `send` block; underneath, Netty
/// reads on demand, so a slow reader slows the sender by TCP's own means and memory stays flat:
///
/// ```
///  socket ─▶ event loop ─▶ Inbound (at most 1 MiB)  ─▶ receive(), body pieces ─▶ virtual thread
///  socket ◀─ event loop ◀─ Outbound (at most 4 pieces) ◀─ send(frame, body)    ◀─ virtual threads
/// ```
///
/// A body streams through in pieces of at most 256 KiB; nobody holds a whole one. Bodies that lie
/// in a file are handed to the kernel (`sendfile`) where the line is not encrypted.
///
/// A link stands on a [ByteLink], which carries bytes and knows no frames; a protocol that is not
/// ours speaks through that alone.
///
/// [LinkServer] accepts links, [LinkConnector] opens them, [ByteLinkServer] accepts bare ones.
@NullMarked
package io.sampan.wire.link;

import org.jspecify.annotations.NullMarked;
