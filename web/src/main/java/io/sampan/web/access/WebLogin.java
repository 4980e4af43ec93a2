package io.sampan.web.access;

import io.sampan.core.identity.DeviceRegistry;
import io.sampan.core.identity.Member;
import io.sampan.core.identity.Registry;
import io.sampan.core.identity.Registry.Admitted;
import io.sampan.core.identity.Registry.Claim;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.LoginProof;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Lets browsers in, as devices with keys of their own (docs/web-api.md, "Coming in").
///
/// What is signed names its purpose, a nonce that is good once and for a minute, and the page's
/// origin: so a proof that a foreign page got out of somebody is of no use here. Thread-safe.
public final class WebLogin {

    private static final byte[] PURPOSE = "sampan web login v1".getBytes(StandardCharsets.US_ASCII);
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);
    private static final int MOST_NONCES = 10_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Registry registry;
    private final DeviceRegistry devices;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();

    /// The oldest first; the oldest makes room for a new one.
    private final Map<ByteBuffer, Instant> nonces = new LinkedHashMap<>();

    /// Logs browsers in.
    public WebLogin(Registry registry, DeviceRegistry devices, InstantSource clock) {
        this.registry = registry;
        this.devices = devices;
        this.clock = clock;
    }

    /// What a browser claims.
    ///
    /// @param name not needed with a device's link code
    /// @param invite the code of an invitation
    /// @param link the code of a device link
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Request(
            Optional<String> name,
            byte[] key,
            byte[] nonce,
            byte[] signature,
            String label,
            Optional<String> invite,
            Optional<String> link) {}

    /// A nonce, to be signed within a minute.
    public byte[] challenge() {
        var nonce = new byte[LoginProof.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        lock.lock();
        try {
            if (nonces.size() >= MOST_NONCES) {
                var oldest = nonces.entrySet().iterator();
                oldest.next();
                oldest.remove();
            }
            nonces.put(ByteBuffer.wrap(nonce.clone()), clock.instant().plus(GOOD_FOR));
        } finally {
            lock.unlock();
        }
        return nonce;
    }

    /// Lets a device in. Refused: as [Registry#admit]; `WRONG_PROOF` where the nonce is not good.
    ///
    /// @param origin of the page, as the browser states it
    public Outcome<Member> admit(Request request, String origin) {
        if (!isGood(request.nonce())) {
            return Outcome.refused(RefusalCode.WRONG_PROOF, "ask for a challenge again");
        }
        var name =
                request.link().isPresent()
                        ? request.link().flatMap(devices::linkedTo)
                        : request.name().map(UserName::new);
        if (name.isEmpty()) {
            return Outcome.refused(RefusalCode.BAD_INVITE);
        }
        var code = request.link().or(request::invite).orElse("");
        var claim =
                new Claim(
                        name.get(),
                        IdentityKey.of(request.key()),
                        text(request.nonce(), origin),
                        request.signature(),
                        code.getBytes(StandardCharsets.US_ASCII),
                        new DeviceLabel(request.label()));
        return switch (registry.admit(claim)) {
            case Outcome.Done<Admitted>(var admitted) -> Outcome.done(admitted.member());
            case Outcome.Refused<Admitted>(var refusal) -> Outcome.refused(refusal);
        };
    }

    private boolean isGood(byte[] nonce) {
        lock.lock();
        try {
            var until = nonces.remove(ByteBuffer.wrap(nonce));
            return until != null && clock.instant().isBefore(until);
        } finally {
            lock.unlock();
        }
    }

    /// The bytes to sign.
    public static byte[] text(byte[] nonce, String origin) {
        var page = Sha256.digest(origin.getBytes(StandardCharsets.US_ASCII)).bytes();
        return ByteBuffer.allocate(PURPOSE.length + nonce.length + page.length)
                .put(PURPOSE)
                .put(nonce)
                .put(page)
                .array();
    }
}
