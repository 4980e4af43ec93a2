/// Tokens for programs that speak HTTP and know nothing of Sampan. [TokenRequest] asks the server's
/// web front door for one, with the session that a lane has logged in with.
@NullMarked
package io.sampan.client.token;

import org.jspecify.annotations.NullMarked;
