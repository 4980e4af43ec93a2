package io.sampan.core.identity;

import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The tokens with which further lanes of somebody who has logged in are let in: 32 random bytes,
/// good until the server stops or somebody has too many of them. Kept as digests, in memory only.
/// Any thread.
public final class Sessions {

    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ReentrantLock lock = new ReentrantLock();

    /// Oldest use first.
    private final Map<Sha256, UserName> byToken = new LinkedHashMap<>(64, 0.75f, true);

    private final int most;

    /// @param most how many tokens are remembered; the one used longest ago is forgotten for the
    ///   next
    public Sessions(int most) {
        this.most = most;
    }

    /// A new token for `who`.
    public byte[] open(UserName who) {
        var token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        lock.lock();
        try {
            byToken.put(Sha256.digest(token), who);
            if (byToken.size() > most) {
                var oldest = byToken.entrySet().iterator();
                oldest.next();
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
        return token;
    }

    /// Whose token it is.
    public Optional<UserName> whose(byte[] token) {
        lock.lock();
        try {
            return Optional.ofNullable(byToken.get(Sha256.digest(token)));
        } finally {
            lock.unlock();
        }
    }
}
