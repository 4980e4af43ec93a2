/// A disk in memory whose power can be cut: what was not synced may be lost, torn or reordered.
///
/// [PowerCutDisk] is put beneath whatever keeps something on a [io.sampan.disk.Disk]. What it
/// assumes of a real one is little:
///
/// - a sector of 512 bytes is written whole or not at all; sectors of one write, and writes to one
///   file, reach the medium in any order, until the file is synced;
/// - names that change in one folder do so in order; names in different folders in any order, until
///   a folder is synced; a rename is one step, also between folders;
/// - syncing a file does not sync its name.
@NullMarked
package io.sampan.disk.powercut;

import org.jspecify.annotations.NullMarked;
