/// Stores that keep everything in memory: for tests of the core, and strict about what callers owe.
///
/// They pass the contract suites, and besides that fail loudly where a caller breaks the contract:
/// a verified leaf written to, two threads writing one leaf, bytes read that nobody holds, an
/// upload opened twice, a blob used after it was closed. What they hold survives the object that
/// uses them, so a test can *kill* a server and start another one over the same stores.
@NullMarked
package io.sampan.core.memory;

import org.jspecify.annotations.NullMarked;
