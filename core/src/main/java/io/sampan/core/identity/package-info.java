/// Who somebody is, and who may become known.
///
/// A name belongs to an Ed25519 key. One becomes known with an invitation, a code of 128 random
/// bits that works once and expires; the ledger keeps only its digest. From then on a signature
/// over the server's nonce and the line's certificate proves that it is them ([Registry]). Further
/// lanes of somebody who has logged in come with a session token ([Sessions]).
@NullMarked
package io.sampan.core.identity;

import org.jspecify.annotations.NullMarked;
