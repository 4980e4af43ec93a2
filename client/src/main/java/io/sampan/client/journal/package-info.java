/// What a home remembers of its tasks, in SQLite: [Journal]. A task is written (and synced) before
/// the first byte of it is sent, with the id of its upload, so that whoever goes on after a crash
/// makes the same requests again.
///
/// Several processes share the file. What they want of a task ([Want]) and how it stands
/// ([StoredTask#state()]) are two columns: anybody may want; only the runner, which works on the
/// queue, says how it stands.
@NullMarked
package io.sampan.client.journal;

import org.jspecify.annotations.NullMarked;
