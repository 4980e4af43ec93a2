/// People: who is online, what they write, and what waits to be sent to them.
///
/// ```
///  [PresenceConnection] ── a lane of its own: roster, deliveries ──▶ [PeopleStore] ──▶ [Inbox] ──▶ the user
///  the user ──▶ [Outbox] ──▶ [PeopleStore] ── any lane: PostMessage ──▶ the server
/// ```
///
/// What is delivered is written to the home before anybody sees it, and acknowledged to the server
/// then; what the user sends is written to the home before it is first sent. Ids make both exactly
/// once. The home's `people.db` is a history of its own; that of all devices is the server's
/// ([MessageLog]). [Groups] and the [BlockList] are the server's, too.
@NullMarked
package io.sampan.client.people;

import org.jspecify.annotations.NullMarked;
