package io.sampan.wire.link;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate that browsers are shown: a chain and a key in PEM files, as certificate
/// authorities hand them out. They are read again when they have changed, so a renewal needs no
/// restart. What cannot be read leaves the last good certificate in use. Thread-safe.
public final class BrowserCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(BrowserCertificate.class);

    /// How often the files are looked at, at most.
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final Path chainFile;
    private final Path keyFile;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Loaded loaded;
    private volatile long lookedAt = System.nanoTime();

    private record Loaded(
            SslContext context, Set<String> names, FileTime chainTime, FileTime keyTime) {}

    private BrowserCertificate(Path chainFile, Path keyFile) throws IOException {
        this.chainFile = chainFile;
        this.keyFile = keyFile;
        this.loaded = load();
    }

    /// @param chain the certificate and what it was signed with, PEM
    /// @param key its private key, PKCS #8 in PEM, without a password
    /// @throws IOException if they cannot be read or do not fit; the message says which
    public static BrowserCertificate open(Path chain, Path key) throws IOException {
        return new BrowserCertificate(chain, key);
    }

    /// The host names and addresses that the certificate is for, in lower case.
    public Set<String> names() {
        return current().names();
    }

    SslContext context() {
        return current().context();
    }

    private Loaded current() {
        if (System.nanoTime() - lookedAt >= LOOK_EVERY_NANOS && lock.tryLock()) {
            try {
                lookedAt = System.nanoTime();
                var now = loaded;
                if (!now.chainTime().equals(Files.getLastModifiedTime(chainFile))
                        || !now.keyTime().equals(Files.getLastModifiedTime(keyFile))) {
                    loaded = load();
                    LOG.atInfo().addKeyValue("file", chainFile).log("certificate loaded again");
                }
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("file", chainFile)
                        .addKeyValue("reason", e.getMessage())
                        .log("the new certificate cannot be used, the last one stays in use");
            } finally {
                lock.unlock();
            }
        }
        return loaded;
    }

    private Loaded load() throws IOException {
        var chainTime = Files.getLastModifiedTime(chainFile);
        var keyTime = Files.getLastModifiedTime(keyFile);
        try (var chain = Files.newInputStream(chainFile);
                var key = Files.newInputStream(keyFile);
                var again = Files.newInputStream(chainFile)) {
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(again);
            KeyCheck.fits(Files.readString(keyFile), certificate);
            return new Loaded(build(chain, key), names(certificate), chainTime, keyTime);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IOException(
                    "the certificate in "
                            + chainFile
                            + " and the key in "
                            + keyFile
                            + " cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    private static SslContext build(InputStream chain, InputStream key) throws IOException {
        return SslContextBuilder.forServer(chain, key)
                .sslProvider(Ciphers.provider())
                .protocols("TLSv1.3", "TLSv1.2")
                .applicationProtocolConfig(
                        new ApplicationProtocolConfig(
                                ApplicationProtocolConfig.Protocol.ALPN,
                                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                                List.of("http/1.1")))
                .build();
    }

    private static Set<String> names(X509Certificate certificate)
            throws CertificateParsingException {
        var names = new HashSet<String>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (var alternative : alternatives) {
                var kind = (Integer) alternative.getFirst();
                if (kind == DNS_NAME || kind == IP_ADDRESS) {
                    names.add(String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT));
                }
            }
        }
        return Set.copyOf(names);
    }
}
