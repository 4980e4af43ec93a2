package io.sampan.systemtests.chaos;

/// A file of which somebody was told that the server has it.
///
/// @param id the media's
record Stored(String id, Made made) {}
