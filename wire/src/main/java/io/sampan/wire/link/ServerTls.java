package io.sampan.wire.link;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.sampan.model.Sha256;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLException;

/// The server's end of private lines: TLS 1.3 with the server's own certificate, which clients know
/// by its digest. BoringSSL where it is there, the platform's otherwise. Any thread.
public final class ServerTls {

    private final SslContext context;
    private final Sha256 fingerprint;

    private ServerTls(SslContext context, Sha256 fingerprint) {
        this.context = context;
        this.fingerprint = fingerprint;
    }

    /// @throws IllegalArgumentException if key and certificate cannot be used
    public static ServerTls of(PrivateKey key, X509Certificate certificate) {
        try {
            var context =
                    SslContextBuilder.forServer(key, certificate)
                            .sslProvider(Ciphers.provider())
                            .protocols(Ciphers.PROTOCOL)
                            .ciphers(Ciphers.SUITES)
                            .build();
            return new ServerTls(context, Sha256.digest(certificate.getEncoded()));
        } catch (SSLException | CertificateEncodingException e) {
            throw new IllegalArgumentException("the server's certificate cannot be used", e);
        }
    }

    /// SHA-256 of the certificate: what clients pin, and what a login's proof is bound to.
    public Sha256 fingerprint() {
        return fingerprint;
    }

    SslHandler newHandler(ByteBufAllocator buffers, Duration patience) {
        var handler = context.newHandler(buffers);
        handler.setHandshakeTimeoutMillis(patience.toMillis());
        return handler;
    }
}
