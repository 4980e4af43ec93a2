/// Messages: written to each recipient's inbox, then accepted, then delivered.
///
/// [PostOffice#post] checks a message and puts it into all inboxes in one synced step; after that
/// it cannot be lost, and its sender is told so. Delivery is a walk through one person's inbox
/// ([InboxWalk]), started by their coming online and woken by each new entry:
///
/// ```
///   sender ──post──▶ inbox of bob   ──walk──▶ bob ──received──▶ entry gone, receipt ─▶ inbox of sender
///               └──▶ inbox of carol (offline: it waits)
/// ```
///
/// An entry leaves the inbox only when it was acknowledged. One that was not is offered again after
/// a while; each person has a walk of their own, so nobody's silence delays another. On the wire
/// that is at least once; ids make it exactly once for the user.
@NullMarked
package io.sampan.core.messaging;

import org.jspecify.annotations.NullMarked;
