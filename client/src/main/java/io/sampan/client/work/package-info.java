/// What the conversations about a file, in either direction, share: the [Cancellation] that stop
/// them, the [TransferProgress] that says how far they are, and the [TransferObserver] that they
/// make.
@NullMarked
package io.sampan.client.work;

import org.jspecify.annotations.NullMarked;
