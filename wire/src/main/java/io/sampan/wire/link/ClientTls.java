package io.sampan.wire.link;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.sampan.model.Sha256;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;

/// The client's end of private lines: it trusts one certificate, the one whose digest stood in the
/// invitation, whatever names or dates it has. Any thread.
public final class ClientTls {

    private final SslContext context;
    private final Sha256 fingerprint;

    private ClientTls(SslContext context, Sha256 fingerprint) {
        this.context = context;
        this.fingerprint = fingerprint;
    }

    /// Trusts the certificate with this SHA-256 and no other.
    public static ClientTls pinning(Sha256 fingerprint) {
        try {
            var context =
                    SslContextBuilder.forClient()
                            .sslProvider(Ciphers.provider())
                            .protocols(Ciphers.PROTOCOL)
                            .ciphers(Ciphers.SUITES)
                            .trustManager(new Pin(fingerprint))
                            .endpointIdentificationAlgorithm(null)
                            .build();
            return new ClientTls(context, fingerprint);
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be used on this platform", e);
        }
    }

    /// SHA-256 of the certificate that is trusted.
    public Sha256 fingerprint() {
        return fingerprint;
    }

    SslHandler newHandler(ByteBufAllocator buffers, Duration patience) {
        var handler = context.newHandler(buffers);
        handler.setHandshakeTimeoutMillis(patience.toMillis());
        return handler;
    }

    private record Pin(Sha256 fingerprint) implements X509TrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            if (chain.length == 0 || !Sha256.digest(chain[0].getEncoded()).equals(fingerprint)) {
                throw new CertificateException(
                        "this is not the server that the invitation came from: its certificate is"
                                + " another one");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            throw new CertificateException("clients have no certificates here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
