/// Uploads over tus 1.0, the protocol of resumable uploads that browsers' and programs' libraries
/// speak (<https://tus.io/protocols/resumable-upload>).
///
/// An upload here is an upload of the core like any other: its id is in the address, so what one
/// front door began another can go on with. [TusResource] answers requests, [UploadMetadata] reads
/// what clients say of a file, [UploadNotes] keeps what only this protocol asks for, and
/// [Concatenation] puts parts together behind the answer.
///
/// Asking where an upload is takes no lock and no slot, so a dead connection never makes it fail.
/// What passes by itself (no slot, no space) is answered 5xx, because clients give up at 4xx.
@NullMarked
package io.sampan.web.tus;

import org.jspecify.annotations.NullMarked;
