/// What the server knows and decides, without network or disk.
///
/// `core` never sees a frame: it is called with values of `model` and answers with values, so the
/// native protocol, the seed's `Package` struct and whatever comes later are conversations over the
/// same rules. It never sees a file either: bytes live behind [io.sampan.core.storage.BlobStore],
/// facts behind [io.sampan.core.storage.Ledger], both owned here and implemented elsewhere.
///
/// Sub-packages: `storage` (the two interfaces), `transfer` (uploads, slots, space, downloads).
@NullMarked
package io.sampan.core;

import org.jspecify.annotations.NullMarked;
