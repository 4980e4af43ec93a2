package io.sampan.client.identity;

import io.sampan.disk.AtomicFile;
import io.sampan.disk.DamagedFileException;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/// The file `identity` of a home. Plain text, version 1:
///
/// ```
/// # Whoever has this file is you. Keep it secret, and keep a copy.
/// version=1
/// name=alice
/// server=SHA-256 of the server's certificate, 64 hexadecimal digits
/// addresses=HOST:PORT,HOST:PORT
/// private=PKCS #8, base64
/// public=X.509, base64
/// ```
public final class IdentityFile {

    private static final int LONGEST = 64 << 10;

    private final AtomicFile file;

    /// The identity's file in a home.
    public IdentityFile(Disk disk, Path home) {
        this(new AtomicFile(disk, home.resolve("identity")));
    }

    private IdentityFile(AtomicFile file) {
        this.file = file;
    }

    /// The file `identity.joining`: an identity that the server has not welcomed yet, or has while
    /// its answer was lost. Joining again with the same key is harmless, with another it is
    /// refused.
    public static IdentityFile joining(Disk disk, Path home) {
        return new IdentityFile(new AtomicFile(disk, home.resolve("identity.joining")));
    }

    /// Removes it, if it is there.
    public void remove() {
        var _ = file.disk().delete(file.path());
    }

    /// The identity; empty if nobody has joined from this home.
    ///
    /// @throws io.sampan.disk.DamagedFileException if the file is damaged; it was moved aside
    /// @throws DiskException if the file is of a newer version; it is left as it is
    public Optional<Identity> read() {
        return file.read(LONGEST).map(bytes -> read(new String(bytes, StandardCharsets.UTF_8)));
    }

    private Identity read(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            var aside = file.disk().moveAside(file.path());
            throw DamagedFileException.setAside(file.path(), aside, e);
        }
    }

    /// Writes it, readable by its owner only. Synced.
    public void write(Identity identity) {
        var base64 = Base64.getEncoder();
        var text =
                """
                # Whoever has this file is you. Keep it secret, and keep a copy.
                version=1
                name=%s
                server=%s
                addresses=%s
                private=%s
                public=%s
                """
                        .formatted(
                                identity.name(),
                                identity.server(),
                                identity.addresses().stream()
                                        .map(HostPort::toString)
                                        .collect(Collectors.joining(",")),
                                base64.encodeToString(identity.keys().getPrivate().getEncoded()),
                                base64.encodeToString(identity.keys().getPublic().getEncoded()));
        file.replace(text.getBytes(StandardCharsets.UTF_8));
    }

    private Identity parse(String text) throws GeneralSecurityException {
        var fields = new Properties();
        try {
            fields.load(new StringReader(text));
            if (!"1".equals(field(fields, "version"))) {
                throw new DiskException(file.path() + " is not an identity of version 1");
            }
            return new Identity(
                    new UserName(field(fields, "name")),
                    keys(field(fields, "private"), field(fields, "public")),
                    Sha256.parse(field(fields, "server")),
                    HostPort.parseList(field(fields, "addresses")));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory does not fail", e);
        }
    }

    private static String field(Properties fields, String name) {
        var value = fields.getProperty(name);
        if (value == null) {
            throw new InvalidValueException("'" + name + "' is missing");
        }
        return value;
    }

    private static KeyPair keys(String privateKey, String publicKey)
            throws GeneralSecurityException {
        var factory = KeyFactory.getInstance("Ed25519");
        var base64 = Base64.getDecoder();
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(base64.decode(publicKey))),
                factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(privateKey))));
    }
}
