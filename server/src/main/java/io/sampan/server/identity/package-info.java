/// The server's own identity: a TLS key and a certificate that it signs itself. Clients know it by
/// the certificate's digest, which stands in every invitation; so it is made once, and kept.
@NullMarked
package io.sampan.server.identity;

import org.jspecify.annotations.NullMarked;
