/// Messages, conversations, presence and devices for browsers and programs: `/api` asks and is
/// answered, `/live` is one WebSocket for each tab on which everything arrives by itself.
///
/// docs/web-api.md is the contract. As in the native protocol, a delivery is a walk through the
/// person's log for one device, and what is acknowledged is settled for that device; a browser is a
/// device, whose tabs share it.
///
/// Start with [LiveResource], then [LiveConnection]; [Entries] says what a message looks like.
@NullMarked
package io.sampan.web.people;

import org.jspecify.annotations.NullMarked;
