package io.sampan.systemtests.chaos;

/// When somebody was told something, as the machine counts time.
///
/// @param begun when the command was started that said so; the server said it after that
/// @param heard when what it said was read; the server said it before that
record Told(long begun, long heard) {}
