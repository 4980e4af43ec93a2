/// Fuzzing: whatever is read from outside (the wire, a link, a file) is fed bytes that a machine
/// makes up, guided by which code they reach
/// ([Jazzer](https://github.com/CodeIntelligenceTesting)).
///
/// - A [Harness] takes bytes and may throw only what the parser says that it throws. To add one
///   (the codec of `Package` is the next), write the class and add it to [Harnesses];
/// - corpora lie in `src/test/corpus`, a folder for each harness: inputs worth starting from, and
///   every input that once broke something. They are run as tests without a fuzzer as well;
/// - [FuzzTest] runs them all in one process for a minute, or `./verify --fuzz SECONDS`. What is
///   found is kept in `target/fuzz`: without its first byte, which chooses the harness, it belongs
///   into a corpus.
@org.jspecify.annotations.NullMarked
package io.sampan.systemtests.fuzz;
