/// HTTP/1.1 and WebSocket for sequential code on virtual threads, a sibling of the native
/// [io.sampan.wire.link.Link] on the same [io.sampan.wire.link.ByteLink].
///
/// The parser is Netty's own decoder. It is run by the virtual thread that reads the connection,
/// not by the event loop, so one thread owns the codec's state, nothing is queued between threads,
/// and back-pressure is that of the byte link:
///
/// ```
///  socket ─▶ event loop ─▶ ByteLink ─▶ RequestDecoder ─▶ HttpExchange ─▶ HttpHandler
///  socket ◀─ event loop ◀─ ByteLink ◀──────────────────── respond(head, bodies)
/// ```
///
/// A connection has one request in work. The next one is not parsed before the answer to the last
/// has been sent. Bodies stream in pieces of at most 256 KiB in both directions, and a body that
/// lies in a file is sent by the kernel (`sendfile`) where the line is not encrypted.
///
/// What is ambiguous is refused, because somebody in between may read it another way (RFC 9112,
/// 11.2): both lengths, any transfer coding but `chunked`, two `Host` fields, damaged chunks. The
/// connection is closed after such an answer.
///
/// This package knows no resource, no person and no file; the module `web` does.
///
/// Start with [HttpHandler] and [HttpExchange], then [HttpConnection].
@NullMarked
package io.sampan.wire.http;

import org.jspecify.annotations.NullMarked;
