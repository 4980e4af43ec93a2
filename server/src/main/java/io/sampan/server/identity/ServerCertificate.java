package io.sampan.server.identity;

import io.sampan.wire.link.ServerTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The files `server.key` (PKCS #8, DER) and `server.crt` (X.509, DER) of a server's home.
///
/// The key is written first and synced; a certificate without its key, or the other way round after
/// a crash in between, is made again from what is there. Dates mean nothing, as clients pin the
/// digest; they are set far apart.
public final class ServerCertificate {

    private static final Duration GOOD_FOR = Duration.ofDays(365 * 50);
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private ServerCertificate() {}

    /// Reads it, or makes it at the first start.
    ///
    /// @param home a folder that is there
    /// @throws UncheckedIOException if the files cannot be read or written; the message names them
    public static ServerTls open(Path home, InstantSource clock) {
        var keyFile = home.resolve("server.key");
        var certificateFile = home.resolve("server.crt");
        try {
            if (Files.notExists(certificateFile)) {
                make(keyFile, certificateFile, clock);
            }
            return ServerTls.of(readKey(keyFile), readCertificate(certificateFile));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new UncheckedIOException(
                    "the server's certificate in " + home + " cannot be used",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    private static void make(Path keyFile, Path certificateFile, InstantSource clock)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var keys = generator.generateKeyPair();
        OwnerFile.replace(keyFile, keys.getPrivate().getEncoded());
        OwnerFile.replace(certificateFile, sign(keys, clock).getEncoded());
    }

    private static org.bouncycastle.cert.X509CertificateHolder sign(
            KeyPair keys, InstantSource clock) throws OperatorCreationException {
        var name = new X500Name("CN=sampan");
        var now = clock.instant();
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(128, new SecureRandom()),
                        Date.from(now.minus(CLOCKS_DIFFER)),
                        Date.from(now.plus(GOOD_FOR)),
                        name,
                        keys.getPublic());
        return builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file)));
    }

    private static X509Certificate readCertificate(Path file)
            throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
