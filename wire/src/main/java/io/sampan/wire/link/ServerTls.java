package io.sampan.wire.link;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.AsyncMapping;
import io.sampan.model.Sha256;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// The server's end of private lines: TLS 1.3 with the server's own certificate, which clients know
/// by its digest. BoringSSL where it is there, the platform's otherwise.
///
/// Browsers do not pin, so they may be shown another certificate: whoever names the host in its
/// handshake (SNI), as native clients never do. Thread-safe.
public final class ServerTls {

    /// Bytes of a ClientHello: real ones have less than 2 KiB.
    private static final int MAX_HELLO = 16 << 10;

    private final SslContext context;
    private final Sha256 fingerprint;
    private final Optional<BrowserCertificate> browsers;

    private ServerTls(
            SslContext context, Sha256 fingerprint, Optional<BrowserCertificate> browsers) {
        this.context = context;
        this.fingerprint = fingerprint;
        this.browsers = browsers;
    }

    /// The same, with another certificate for those that name a host.
    public ServerTls with(BrowserCertificate certificate) {
        return new ServerTls(context, fingerprint, Optional.of(certificate));
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
            return new ServerTls(
                    context, Sha256.digest(certificate.getEncoded()), Optional.empty());
        } catch (SSLException | CertificateEncodingException e) {
            throw new IllegalArgumentException("the server's certificate cannot be used", e);
        }
    }

    /// SHA-256 of the certificate: what clients pin, and what a login's proof is bound to.
    public Sha256 fingerprint() {
        return fingerprint;
    }

    /// What does the handshake of one connection; it takes care of its patience too.
    ChannelHandler newHandler(ByteBufAllocator buffers, Duration patience) {
        if (browsers.isPresent()) {
            var certificate = browsers.get();
            AsyncMapping<String, SslContext> byName =
                    (name, promise) ->
                            promise.setSuccess(name == null ? context : certificate.context());
            return new SniHandler(byName, MAX_HELLO, patience.toMillis());
        }
        var handler = context.newHandler(buffers);
        handler.setHandshakeTimeoutMillis(patience.toMillis());
        return handler;
    }
}
