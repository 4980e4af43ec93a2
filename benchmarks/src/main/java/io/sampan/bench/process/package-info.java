/// Processes that are measured: [Workshop] starts them and leaves nothing behind, [Place] says
/// where they run, [Timed] runs one to its end, [WanLink] makes a long line on one machine.
@NullMarked
package io.sampan.bench.process;

import org.jspecify.annotations.NullMarked;
