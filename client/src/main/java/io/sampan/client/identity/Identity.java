package io.sampan.client.identity;

import io.sampan.model.IdentityKey;
import io.sampan.model.LoginProof;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.List;

/// One person on one server. Any thread.
public final class Identity {

    private final UserName name;
    private final KeyPair keys;
    private final Sha256 server;
    private final List<HostPort> addresses;

    Identity(UserName name, KeyPair keys, Sha256 server, List<HostPort> addresses) {
        this.name = name;
        this.keys = keys;
        this.server = server;
        this.addresses = List.copyOf(addresses);
    }

    /// A new identity with a new key, for the server that `link` leads to. The server does not know
    /// it until it has logged in with the link's code.
    public static Identity make(UserName name, InviteLink link) {
        try {
            var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new Identity(name, keys, link.fingerprint(), link.addresses());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /// Who this is.
    public UserName name() {
        return name;
    }

    /// What the server knows this person by.
    public IdentityKey key() {
        return IdentityKey.of(keys.getPublic());
    }

    /// SHA-256 of the server's certificate: the only server that is trusted.
    public Sha256 server() {
        return server;
    }

    /// Where to go: relays, or the server.
    public List<HostPort> addresses() {
        return addresses;
    }

    /// The proof for one login.
    public byte[] prove(byte[] nonce) {
        try {
            var signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update(LoginProof.text(nonce, server));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the identity's key cannot sign", e);
        }
    }

    KeyPair keys() {
        return keys;
    }

    /// Without the key.
    @Override
    public String toString() {
        return "Identity[" + name + "]";
    }
}
