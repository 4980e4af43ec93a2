package io.sampan.systemtests.chaos;

/// A file of which somebody was told that the server has it.
///
/// @param id the media's
/// @param told when that was
record Stored(String id, Made made, Told told) {}
