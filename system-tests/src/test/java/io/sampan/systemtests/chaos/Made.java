package io.sampan.systemtests.chaos;

/// A file that a citizen made: what its name promises.
///
/// @param name on the server; no other file of the run has it
/// @param digest of its content, a tree digest
/// @param shared whether everybody may read it
record Made(String name, String owner, long size, String digest, boolean shared) {}
