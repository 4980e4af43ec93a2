/// The values that every other module speaks in: ids, names, ranges, leaves, digests, refusals.
///
/// What lives here is immutable, checks itself when it is made, and knows no file, socket, thread
/// or clock. What comes from outside (a name, an id, a length) becomes one of these types at the
/// border, and is trusted behind it; so there is one place for each rule about what is valid.
///
/// Start with [ByteRange] and [RangeSet] (what part of a file), [Leaf] and [TreeHasher] (how a file
/// is cut and verified), [MediaName] and [UserName] (labels that never become paths), and
/// [RefusalCode], the catalogue of everything that Sampan may refuse and what to do about it.
@NullMarked
package io.sampan.model;

import org.jspecify.annotations.NullMarked;
