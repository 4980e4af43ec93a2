/// Lines that misbehave, for tests: slow, dropping, flipping bits, silent.
///
/// [FaultyRelay] stands between two real programs and does to their bytes what bad networks do. It
/// is written plainly (blocking sockets, one virtual thread for each direction), for it has to be
/// right, not fast. It knows nothing of Sampan's frames: what it breaks, it breaks by position. It
/// listens on loopback, or in another network [Namespace], where somebody lives at the end of a
/// long line.
@NullMarked
package io.sampan.systemtests.fault;

import org.jspecify.annotations.NullMarked;
