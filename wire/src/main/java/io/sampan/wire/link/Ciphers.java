package io.sampan.wire.link;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.util.List;

/// What both ends of a private line agree on.
final class Ciphers {

    /// No older version is spoken: both ends are ours.
    static final String PROTOCOL = "TLSv1.3";

    /// The fastest first, where the processor has AES.
    static final List<String> SUITES =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256");

    private Ciphers() {}

    static SslProvider provider() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }
}
