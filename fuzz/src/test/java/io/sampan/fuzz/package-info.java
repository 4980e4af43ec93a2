/// Fuzzing: whatever is read from outside (the wire, a link, a file) is fed bytes that a machine
/// makes up, guided by which code they reach
/// ([Jazzer](https://github.com/CodeIntelligenceTesting)).
///
/// - A [Harness] takes bytes, may throw only what the parser says that it throws, and asks for the
///   laws that its class comment says. To add one, write the class and add it to [Harnesses];
/// - corpora lie in `src/test/corpus`, a folder for each harness: inputs worth starting from, and
///   every input that once broke something. They are run as tests without a fuzzer as well;
/// - [FuzzTest] runs a [Fuzzer] with each of them for a minute (two of them for a part of it), or
///   as long as `./verify --fuzz SECONDS` says. What is found is kept in `target/fuzz` and belongs
///   into the corpus, from where it breaks the test until it is mended.
///
/// A module of its own, so that it runs at the same time as the system tests. It has the priority
/// that they have: with a lower one it gets nothing of a busy machine, and its minutes are up
/// before they begin.
@org.jspecify.annotations.NullMarked
package io.sampan.fuzz;
