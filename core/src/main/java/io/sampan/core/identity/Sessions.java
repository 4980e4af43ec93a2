package io.sampan.core.identity;

import io.sampan.core.storage.DeviceRepository;
import io.sampan.model.DeviceId;
import io.sampan.model.InvalidValueException;
import io.sampan.model.UserName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The tokens with which further lanes and requests of a device are let in. A token is signed
/// rather than kept, so every server that has the key can check it:
///
/// ```
///  0     1           9      25       33           34 …
///  | 1 | expires ms | id  | device | scope length | scope | name | HMAC-SHA256 |
///  | u8|    u64     | 16  |  u64   |     u8       |     UTF-8    |     32      |
/// ```
///
/// It is good until it expires, is ended, or its device is revoked; the last two are asked of the
/// ledger each time. Thread-safe.
public final class Sessions {

    /// Bytes of a key.
    public static final int KEY_BYTES = 32;

    /// The scope of a token that may do whatever its device may.
    public static final String ALL = "";

    private static final byte VERSION = 1;
    private static final int MAC_BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final int MOST_BYTES = 1024;
    private static final int MOST_SCOPE = 100;
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final DeviceRepository devices;
    private final Duration life;
    private final InstantSource clock;

    /// @param key see [#KEY_BYTES]
    /// @param life of a token unless it is said otherwise
    public Sessions(byte[] key, DeviceRepository devices, Duration life, InstantSource clock) {
        if (key.length != KEY_BYTES) {
            throw new InvalidValueException("a key of sessions has " + KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(key.clone(), ALGORITHM);
        this.devices = devices;
        this.life = life;
        this.clock = clock;
    }

    /// A key that nobody has.
    public static byte[] freshKey() {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// A new token. `toString` does not show it.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Token(byte[] bytes, Instant expires) {

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /// What a token says.
    ///
    /// @param id of the session, which is no secret
    /// @param scope what it is good for; [#ALL] for everything
    public record Session(Member member, String id, String scope, Instant expires) {}

    /// A token for everything that `member` may.
    public Token open(Member member) {
        return open(member, ALL, life);
    }

    /// A token for a part of it.
    ///
    /// @param scope at most 100 bytes; what it means is the caller's
    public Token open(Member member, String scope, Duration goodFor) {
        var expires = Instant.ofEpochMilli(clock.instant().plus(goodFor).toEpochMilli());
        var scopeBytes = scope.getBytes(StandardCharsets.UTF_8);
        if (scopeBytes.length > MOST_SCOPE) {
            throw new InvalidValueException("a scope has at most " + MOST_SCOPE + " bytes");
        }
        var name = member.name().value().getBytes(StandardCharsets.UTF_8);
        var id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        var said =
                ByteBuffer.allocate(1 + 8 + ID_BYTES + 8 + 1 + scopeBytes.length + name.length)
                        .put(VERSION)
                        .putLong(expires.toEpochMilli())
                        .put(id)
                        .putLong(member.device().value())
                        .put((byte) scopeBytes.length)
                        .put(scopeBytes)
                        .put(name)
                        .array();
        var token = Arrays.copyOf(said, said.length + MAC_BYTES);
        System.arraycopy(sign(said), 0, token, said.length, MAC_BYTES);
        return new Token(token, expires);
    }

    private byte[] sign(byte[] said) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(said);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    /// What a token says, if it is good for anything now.
    public Optional<Session> check(byte[] token) {
        return read(token)
                .filter(session -> clock.instant().isBefore(session.expires()))
                .filter(session -> !devices.isEnded(session.id()))
                .filter(session -> isActive(session.member()));
    }

    private boolean isActive(Member member) {
        return member.device().equals(DeviceId.NONE)
                || devices.find(member.name(), member.device())
                        .filter(device -> device.isActive())
                        .isPresent();
    }

    private Optional<Session> read(byte[] token) {
        if (token.length > MOST_BYTES || token.length <= MAC_BYTES) {
            return Optional.empty();
        }
        var said = Arrays.copyOf(token, token.length - MAC_BYTES);
        var mac = Arrays.copyOfRange(token, said.length, token.length);
        if (!MessageDigest.isEqual(sign(said), mac)) {
            return Optional.empty();
        }
        try {
            return parse(ByteBuffer.wrap(said));
        } catch (BufferUnderflowException | InvalidValueException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    private static Optional<Session> parse(ByteBuffer said) {
        if (said.get() != VERSION) {
            return Optional.empty();
        }
        var expires = Instant.ofEpochMilli(said.getLong());
        var id = new byte[ID_BYTES];
        said.get(id);
        var device = new DeviceId(said.getLong());
        var scope = new byte[said.get()];
        said.get(scope);
        var name = StandardCharsets.UTF_8.decode(said).toString();
        return Optional.of(
                new Session(
                        new Member(new UserName(name), device),
                        HexFormat.of().formatHex(id),
                        new String(scope, StandardCharsets.UTF_8),
                        expires));
    }

    /// A token opens nothing from now on, on any server. Nothing happens if it is not good.
    public void end(byte[] token) {
        read(token).ifPresent(session -> devices.endSession(session.id(), session.expires()));
    }

    /// Forgets what was ended and has expired since.
    public void sweep() {
        devices.forgetSessions(clock.instant());
    }
}
