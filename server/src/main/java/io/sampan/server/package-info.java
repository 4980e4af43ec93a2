/// The server's side of the wire: it listens, lets people in, and holds one conversation with each
/// lane, on a virtual thread of its own.
///
/// Nothing is decided here. A conversation reads a frame, asks the core, and answers with what the
/// core said; so the code reads like the seeds' sequence diagrams. Requests with a long body
/// ([io.sampan.wire.frame.UploadFrame.PutBlock]) and long answers are worked on in the order they
/// come; everything else is worked on aside, so that a lane whose disk is syncing still answers a
/// ping, and many small files share one sync.
///
/// Start with [Server], then [Conversation].
@NullMarked
package io.sampan.server;

import org.jspecify.annotations.NullMarked;
