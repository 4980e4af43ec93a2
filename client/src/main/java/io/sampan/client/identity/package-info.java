/// Who one is, and how one becomes known to a server.
///
/// An [InviteLink] says where a server is, how its certificate is known, and brings a code that
/// works once. Joining makes an [Identity]: an Ed25519 key and what of the link lasts. It lies in
/// the home in one file ([IdentityFile]), readable by its owner only; whoever has it is that
/// person.
@NullMarked
package io.sampan.client.identity;

import org.jspecify.annotations.NullMarked;
