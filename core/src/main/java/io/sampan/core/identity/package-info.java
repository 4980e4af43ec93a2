/// Who somebody is, and who may become known.
///
/// A person is a name with one or more devices; a device is an Ed25519 key. A new key is let in
/// with a code of 128 random bits that works once and expires, of which the ledger keeps the
/// digest: an invitation makes a new person ([Invitations]), a link one more device of a person
/// ([DeviceRegistry]). From then on a signature over the server's nonce and the line's certificate
/// proves that it is them ([Registry]). Further lanes of a device come with a signed session token
/// ([Sessions]). Names that can be confused are refused ([NameRules]).
///
/// Every decision is the ledger's, so several servers may stand on one: nothing here remembers what
/// another server could change, but as a saving that can only refuse too late, never allow.
///
/// Start with [Registry].
@NullMarked
package io.sampan.core.identity;

import org.jspecify.annotations.NullMarked;
