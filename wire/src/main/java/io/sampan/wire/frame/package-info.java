/// Everything that can be said over a lane: one sealed hierarchy of records, grouped by
/// conversation ([LoginFrame], [ControlFrame], [UploadFrame], [MediaFrame], [PeopleFrame]), and the
/// codec between a record and its bytes.
///
/// A record holds checked values of `model`, so what is decoded is valid: a header that breaks a
/// rule never becomes a record but a [MalformedFrameException]. Lengths are checked by [Prelude]
/// before anything is allocated for them. Bodies are not here; they stream through the link.
@NullMarked
package io.sampan.wire.frame;

import org.jspecify.annotations.NullMarked;
