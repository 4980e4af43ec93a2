/// Sampan itself, as its launcher starts it: [Launcher], and [Chain] for server, hub and edge; and
/// [Client], this end of the client process in [io.sampan.bench.driver].
@NullMarked
package io.sampan.bench.sampan;

import org.jspecify.annotations.NullMarked;
