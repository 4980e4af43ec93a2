/// The command line, and the only place that wires parts together.
///
/// Each command is one small class, in the package of its kind: `serve` (server, relay), `files`
/// (put, get, ls, rm), `tasks` (transfers, pause, continue, cancel, resume) and `demo`. What they
/// share is in `terminal` (what people and scripts see) and `setting` (how values are written).
/// Nothing is decided here: a command turns words into a call, and its answer into words.
///
/// What scripts rely on: facts on standard output, everything else on standard error; exit code 0
/// done, 1 failed, 2 wrong usage, 3 refused by the server, 4 nobody answered ([ExitCode]).
///
/// Start with [Main], then [SampanCommand].
@NullMarked
package io.sampan.cli;

import org.jspecify.annotations.NullMarked;
