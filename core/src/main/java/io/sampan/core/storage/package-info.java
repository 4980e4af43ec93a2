/// The two stores that a server stands on, as the core needs them: bytes in a [BlobStore], facts in
/// a [Ledger]. Both are small so that a distributed object store and a distributed database can
/// take the place of the embedded ones; one contract suite for each lives beside the tests here,
/// and every implementation runs it.
///
/// What a return means is part of the contract, because the promises made to clients rest on it:
/// *written* survives a kill of the process, *synced* survives a power cut. Each method says which.
/// A fault of the disk or database is a [StorageException]; nothing is half done after one.
@NullMarked
package io.sampan.core.storage;

import org.jspecify.annotations.NullMarked;
