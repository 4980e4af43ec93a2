/// A server that does what it is told to do wrong, for the client's own tests. (The real one is put
/// to the test in `system-tests`.)
@NullMarked
package io.sampan.client.fake;

import org.jspecify.annotations.NullMarked;
