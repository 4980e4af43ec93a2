/// The journal's tasks: list, pause, continue, cancel, resume. Another process may be carrying
/// them; the journal is where processes of one home meet.
@NullMarked
package io.sampan.cli.tasks;

import org.jspecify.annotations.NullMarked;
