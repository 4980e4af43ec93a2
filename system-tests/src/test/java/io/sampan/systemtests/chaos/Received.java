package io.sampan.systemtests.chaos;

/// A message that was shown to somebody.
///
/// @param unsure whether the command was killed right after: it may be shown once more, as nobody
///   knows whether the person saw it
record Received(String id, String by, String from, String text, boolean unsure) {}
