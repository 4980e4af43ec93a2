/// One file on its way to the server.
///
/// ```
///  OfferUpload ─▶ held ─▶ BlockPlan ──▶ worker: next block ─ hash its leaves ─ place on a lane ─┐
///       ▲                     ▲     ╰──▶ worker: …                                              │
///       │ slot lost, paused   │ lost: ask what is held      PutBlock ◀──────────────────────────┘
///       ╰─────────────────────┴────────────── refused ◀──────────┤ stored
///                                                                ▼  all stored
///                                               FinishUpload(tree digest) ─▶ UploadComplete
/// ```
///
/// Start with [FileUpload]; [BlockPlan] decides what is sent next, [SourceDigests] hashes each byte
/// once, [SourceFile] notices a file that changes while it is read. [SmallPut] is the same for a
/// file that fits one round trip.
@NullMarked
package io.sampan.client.upload;

import org.jspecify.annotations.NullMarked;
