/// The server's half of transfer: how a file gets in, is kept, and is handed out.
///
/// Everything here is sequential code that conversations call, one virtual thread for each lane;
/// several lanes of one client work on one upload at once. Nothing here knows a frame, a socket or
/// a file: requests come as values of `model`, bytes come as buffers, answers are
/// [io.sampan.model.Outcome]s. A fault of a disk or database passes through as a
/// [io.sampan.core.storage.StorageException]; what was acknowledged before it still holds.
///
/// Start with [Transfers], which puts the parts together and gives out the desks:
///
/// - [UploadDesk]: offers, blocks, pause, cancel, finish, small files;
/// - [StripeDesk]: uploads by name, of programs that know neither ids nor digests;
/// - [MediaDesk]: what is complete: facts, listing, reading, removing;
/// - [SlotLease]: the presence of one conversation; a slot is leased to an upload only as long as
///   somebody who attends it is there and not silent;
/// - [Sweeper]: takes away what was left behind;
/// - [TransferGauges]: all of it in figures.
///
/// ## How a block becomes part of a file
///
/// [UploadDesk#block] gives a [BlockIntake], which is fed the body piece by piece. The intake walks
/// from leaf to leaf. A leaf that is verified already is read and dropped, without hashing. For any
/// other it takes a *claim*; an older lane that held the claim (it may be dead and not know it)
/// loses it, and cannot write to the leaf from then on. Each piece is hashed once and written once,
/// in place. Where the leaf is whole, its digest decides: *verified*, or forgotten and reported. A
/// leaf that the block does not finish keeps what came as a *head*, from which the next block goes
/// on.
///
/// ```
///             block starts at its head             digest matches
///    absent ───────────────────────────▶ head ─────────────────────▶ verified
///      ▲                                  │  ▲                           │
///      │            digest differs        │  │ next block                │ (the tree digest was
///      ◀──────────────────────────────────┘  └── goes on                 │  wrong at a finish, and a
///      ◀─────────────────────────────────────────────────────────────────┘  block brings another one)
/// ```
///
/// ## What survives what
///
/// A block that [BlockIntake#finish] called done is *written*: it survives a kill of the server. A
/// [io.sampan.model.Media] that was returned is *synced*: it survives a power cut. Between the two,
/// verified leaves are synced in the background as they come, so that the finish has little left to
/// do. The ledger always knows of an upload before there are bytes of it, and forgets it after they
/// are gone; so whatever a crash leaves behind is either continued or found and removed at start.
@NullMarked
package io.sampan.core.transfer;

import org.jspecify.annotations.NullMarked;
