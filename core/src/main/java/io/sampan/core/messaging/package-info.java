/// Messages: written to each recipient's log, then accepted, then delivered.
///
/// [PostOffice#post] checks a message and puts it into all logs, synced; after that it cannot be
/// lost, and its sender is told so. Delivery is a walk through one person's log for one of their
/// devices ([InboxWalk]), started by the device's coming online and woken by each new entry
/// ([WakeUps]):
///
/// ```
///   sender ──post──▶ log of bob   ──walk──▶ bob's laptop ──received──▶ receipt ─▶ log of sender
///               │            └────walk──▶ bob's phone, in its own time
///               └──▶ log of carol (offline: it waits)
/// ```
///
/// Each device acknowledges for itself; the first of a person's devices makes the receipt. An entry
/// that was not acknowledged is offered again after a while, and holds up nothing that comes after
/// it. On the wire that is at least once; ids make it exactly once for the user. What was said,
/// read, grouped and blocked is in [Conversations].
///
/// Several servers may stand on one ledger: which entries there are and who has them, only the
/// ledger decides. Start with [PostOffice].
@NullMarked
package io.sampan.core.messaging;

import org.jspecify.annotations.NullMarked;
