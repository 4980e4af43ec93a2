/// What the conversations about a file, in either direction, share: the [Orders] that stop them,
/// the [Tally] that says how far they are, and the [Report] that they make.
@NullMarked
package io.sampan.client.work;

import org.jspecify.annotations.NullMarked;
