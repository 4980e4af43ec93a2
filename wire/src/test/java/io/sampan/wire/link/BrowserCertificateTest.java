package io.sampan.wire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.sampan.model.Sha256;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import io.sampan.wire.net.limit.ConnectionLimits;
import io.sampan.wire.net.limit.Violation;
import io.sampan.wire.net.limit.Violations;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Two certificates on one port, over real sockets.
@Timeout(60)
class BrowserCertificateTest {

    private final Transport transport = Transport.openDaemon(2, "test-loop");
    private final Violations violations =
            new Violations(LoggerFactory.getLogger(getClass()), System::nanoTime);
    private final X509Bundle own = certificate("sampan");

    @TempDir private Path folder;

    @AfterEach
    void close() {
        transport.close();
    }

    private static X509Bundle certificate(String name) {
        try {
            return new CertificateBuilder()
                    .subject("CN=" + name)
                    .addSanDnsName(name)
                    .setIsCertificateAuthority(true)
                    .algorithm(CertificateBuilder.Algorithm.ecp256)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path chain() {
        return folder.resolve("chain.pem");
    }

    private Path key() {
        return folder.resolve("key.pem");
    }

    private void write(X509Bundle bundle) throws IOException {
        Files.writeString(key(), bundle.getPrivateKeyPEM());
        Files.writeString(chain(), bundle.getCertificatePathPEM());
    }

    private LinkServer serve(ServerTls tls) {
        return new LinkServer(
                transport,
                SocketOptions.probe(transport.kind(), LoggerFactory.getLogger(getClass())),
                new LinkSettings(Duration.ofSeconds(10), Duration.ofSeconds(20)),
                new HostPort("127.0.0.1", 0),
                LineKinds.only(tls),
                new AdmissionSettings(ConnectionLimits.of(100), Duration.ofMinutes(1), violations),
                link -> {});
    }

    private ServerTls ownTls() {
        return ServerTls.of(own.getKeyPair().getPrivate(), own.getCertificate());
    }

    /// The digest of the certificate that whoever names this host is shown.
    private static Sha256 shown(LinkServer server, Optional<String> host) throws Exception {
        var trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new Everybody()}, null);
        try (var socket =
                (SSLSocket)
                        trusting.getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(),
                                        server.address().port())) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(
                    host.<List<javax.net.ssl.SNIServerName>>map(
                                    name -> List.of(new SNIHostName(name)))
                            .orElse(List.of()));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return Sha256.digest(socket.getSession().getPeerCertificates()[0].getEncoded());
        }
    }

    private static Sha256 digest(X509Bundle bundle) throws Exception {
        return Sha256.digest(bundle.getCertificate().getEncoded());
    }

    @Test
    void whoNamesAHostIsShownTheBrowsersCertificateAndNobodyElse() throws Exception {
        var browsers = certificate("chat.example");
        write(browsers);
        var certificate = BrowserCertificate.open(chain(), key());

        try (var server = serve(ownTls().with(certificate))) {
            assertThat(shown(server, Optional.of("chat.example"))).isEqualTo(digest(browsers));
            assertThat(shown(server, Optional.empty())).isEqualTo(digest(own));
        }
        assertThat(certificate.names()).containsExactly("chat.example");
    }

    @Test
    void aCertificateThatIsRenewedIsUsedWithoutARestartAndABadOneIsNot() throws Exception {
        var first = certificate("chat.example");
        var second = certificate("chat.example");
        write(first);

        try (var server = serve(ownTls().with(BrowserCertificate.open(chain(), key())))) {
            Files.writeString(chain(), "no certificate");
            assertThat(shown(server, Optional.of("chat.example"))).isEqualTo(digest(first));
            write(second);

            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(shown(server, Optional.of("chat.example")))
                                    .isEqualTo(digest(second)));
        }
    }

    @Test
    void filesThatDoNotFitAreToldWithTheirNames() throws Exception {
        write(certificate("chat.example"));
        Files.writeString(key(), certificate("other.example").getPrivateKeyPEM());

        assertThatThrownBy(() -> BrowserCertificate.open(chain(), key()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("key.pem");
    }

    @Test
    void aBabblerInTheHandshakeIsCountedAndClosed() throws Exception {
        write(certificate("chat.example"));
        try (var server = serve(ownTls().with(BrowserCertificate.open(chain(), key())));
                var socket =
                        new java.net.Socket(
                                InetAddress.getLoopbackAddress(), server.address().port())) {
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 4, 9, 9, 9, 9});

            socket.getInputStream().readAllBytes();

            Awaitility.await().until(() -> violations.count(Violation.STRANGE) == 1);
        }
    }

    private static final class Everybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Nobody is asked for one.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // The tests compare it themselves.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
