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
/// - [NamedUploadDesk]: uploads by name, of programs that know neither ids nor digests;
/// - [MediaDesk]: what is complete: facts, listing, reading, removing;
/// - [SlotLease]: the presence of one conversation; a slot is leased to an upload only as long as
///   somebody who attends it is there and not silent;
/// - [Sweeper]: takes away what was left behind;
/// - [TransferGauges]: all of it in figures.
///
/// ## How a block becomes part of a file
///
/// There is one way for bytes to arrive. [UploadDesk#block] (with the digests of its leaves) and
/// [UploadDesk#append] (without) give a [BlockIntake], which is fed the body piece by piece. The
/// intake ([BlockWriter]) walks from leaf to leaf. A leaf that is verified already is read and
/// dropped, without hashing. For any other it takes a *claim* ([LeafClaims]); an older lane that
/// held the claim (it may be dead and not know it) loses it, and cannot write there from then on.
/// Each piece is hashed once and written once, in place. Where the leaf is whole, its digest
/// decides: if it was announced it is *compared* (verified, or forgotten and reported), if not it
/// is *learned*. A leaf that the block does not finish keeps what came as a *head*, from which the
/// next block goes on.
///
/// A leaf in which two ranges without digests meet is a *shared leaf*: it has two writers at once,
/// keeps what each has written as a *received range*, and is read back and verified when the last
/// of its bytes has come.
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
/// ## Without digests: what a front door for tus does
///
/// An upload is offered as any other ([UploadDesk#offer]: an id that the caller chooses, an owner,
/// a name, a size). Then, with the conversation's [SlotLease]:
///
/// | tus | here |
/// |---|---|
/// | `POST` | `offer(who, offer, lease)`; the id goes into the upload's address |
/// | `HEAD` | `heldFromStart(who, id)`: the `Upload-Offset`, right to the byte |
/// | `PATCH` at `Upload-Offset` | `append(who, id, range, checksum, lease)`; `accept` each piece; `finish`, or `abandon` where the body broke off |
/// | `Upload-Checksum` | a [PieceChecksum]; `DIGEST_MISMATCH` at `finish` is status 460, and nothing of the piece is held |
/// | the last byte has come | `finishLearned(who, id, md5)`: the media, with the digest that was learned |
/// | `DELETE` | `cancel(who, id)` |
///
/// A range ends where the body ends if that is known (`Content-Length`), else at the end of the
/// file: `abandon` keeps what came. `append` may begin at or before what is held, so a client whose
/// answer was lost may send the same bytes again. `LEAF_BUSY` at `finish` means that a newer
/// request writes the same bytes (status 423); `NO_SLOT` and `NO_SPACE` say when to try again.
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
