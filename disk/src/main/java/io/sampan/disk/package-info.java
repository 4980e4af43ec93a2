/// What both ends keep on disk: files that are still arriving, and small databases.
///
/// The server's store keeps arriving and stored blobs, the client keeps downloads and its journal.
/// What they share lives here, so that there is one leaf table, one way to open SQLite and one
/// place where it is decided what is synced, and in which order.
///
/// - [Disk] and [DiskFile]: the thin layer that every durable byte goes through. Tests put another
///   one underneath: one that is full, or one whose power is cut.
/// - [PartFile]: a file that is still arriving, and its [LeafTableFile], which says what of it is
///   there. Start reading here.
/// - [SqliteFile]: a SQLite database with migrations, one writer and group commit. SQLite does its
///   own input and output; it does not go through [Disk]. Its users speak JDBI; what they do
///   thousands of times in a second is a [BareStatement].
///
/// Two words have one meaning throughout: *written* survives a kill of the process (it reached the
/// kernel), *synced* survives a power cut (it reached the medium).
///
/// The package knows no protocol and decides nothing; it depends on `model` only. A fault of the
/// disk is a [DiskException]; a file that cannot be trusted is a [DamagedFileException], which
/// names it: whoever owns the file moves it aside, never trusts it and never deletes it.
@NullMarked
package io.sampan.disk;

import org.jspecify.annotations.NullMarked;
