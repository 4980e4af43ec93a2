/// The embedded stores: a [io.sampan.core.storage.BlobStore] in a folder and a
/// [io.sampan.core.storage.Ledger] in SQLite, so that a server needs nothing but a disk.
///
/// ```
///   home/
///     lock                            held by the one server that works here
///     ledger.db                       who, what, when (SqliteLedger)
///     blobs/
///       arriving/7f/7f03…/bytes       an upload, written in place,
///                        /bytes.leaves    and its leaf table
///       media/7f/7f03…/bytes          a stored blob: the same folder, renamed
///                     /bytes.leaves       the digests that a download is checked by
///                     /facts              what the ledger knows of it (FactsFile)
///       small.db                      stored blobs of 64 KiB or less (SmallBlobs)
///       unknown/7f03….1764087234/     what the ledger does not know (AsideName); kept for days
///       generation                    which state of the ledger they belong to (Generation)
///       removed/                      what is being deleted; emptied at start
///       damaged/                      blobs that could not be trusted; kept for a person
/// ```
///
/// A blob's bytes and table share a folder of their own, because a rename of that folder is one
/// step: an upload is arriving or stored, never half of both. Names are ids, never anything that a
/// client chose; links are not followed; everything is readable by its owner only.
///
/// A damaged ledger is refused and kept as `ledger.db.damaged`; the store does not open again until
/// there is a ledger, as an empty one would make every blob an orphan. A damaged leaf table of an
/// upload costs that upload its start, and is kept under `damaged/`.
///
/// Start with [Stores]. All durable input and output goes through [io.sampan.disk.Disk] or
/// [io.sampan.disk.SqliteFile]; what is *synced*, and in which order, is decided there and in
/// [FolderArrivingBlob].
@NullMarked
package io.sampan.store;

import org.jspecify.annotations.NullMarked;
