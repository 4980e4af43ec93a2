/// Whether the two stores hold what they promise, and agree with each other. Start with
/// [StoreCheck], which `sampan check` runs; [BlobVerifier] compares one stored blob with what is
/// known of it, and is used by the scrub and the backup as well.
///
/// Nothing here waits for a lock of the transfer: a check may run beside a server, in another
/// process. It then looks again before it says that something is wrong.
@NullMarked
package io.sampan.core.check;

import org.jspecify.annotations.NullMarked;
