/// One media on its way from the server.
///
/// ```
///  OpenMedia ─▶ leaf digests (checked against the tree digest)
///      └─▶ workers: GetRange ─▶ Data ─▶ LeafSink: hashed and written piece by piece, as it comes
///                                          └─ leaf whole? digest equal ─▶ verified · else again
///  all verified ─▶ sync ─▶ rename to the target
/// ```
///
/// Start with [Download] (into a file) or [StreamingRead] (to a stream, in order). [SafeName] makes
/// a path out of a name that comes from outside; [Target] sees that nothing that is there is
/// overwritten.
@NullMarked
package io.sampan.client.download;

import org.jspecify.annotations.NullMarked;
