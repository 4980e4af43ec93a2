package io.sampan.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.memory.MemoryLedger;
import io.sampan.core.storage.Invite.Kind;
import io.sampan.core.storage.Joining;
import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final UserName ALICE = new UserName("李雷");
    private static final IdentityKey KEY = IdentityKey.of(Sha256.digest(new byte[1]).bytes());
    private static final Member MEMBER = new Member(ALICE, DeviceId.of(KEY));
    private static final Duration LIFE = Duration.ofHours(12);

    private final MemoryLedger ledger = new MemoryLedger();
    private final byte[] key = Sessions.freshKey();
    private Instant now = Instant.parse("2026-01-02T12:00:00.123Z");

    @BeforeEach
    void join() {
        var code = Sha256.digest(new byte[2]);
        ledger.people()
                .invite(
                        new io.sampan.core.storage.Invite(
                                code, Kind.PERSON, Optional.empty(), now, now.plus(LIFE)));
        ledger.people().join(new Joining(ALICE, Set.of(), KEY, DeviceLabel.NONE, code, false, now));
    }

    private Sessions sessions(byte[] key) {
        return new Sessions(key, ledger.devices(), LIFE, () -> now);
    }

    @Test
    void aTokenIsGoodOnEveryServerThatHasTheKey() {
        var token = sessions(key).open(MEMBER);

        var session = sessions(key).check(token.bytes());

        assertThat(session.orElseThrow().member()).isEqualTo(MEMBER);
        assertThat(session.orElseThrow().expires()).isEqualTo(now.plus(LIFE));
        assertThat(sessions(Sessions.freshKey()).check(token.bytes())).isEmpty();
        assertThat(token.toString()).isEqualTo("[redacted]");
    }

    @Test
    void aTokenWithAScopeSaysSo() {
        var token = sessions(key).open(MEMBER, "media:read", Duration.ofMinutes(1));

        assertThat(sessions(key).check(token.bytes()).orElseThrow().scope())
                .isEqualTo("media:read");
    }

    @Test
    void aTokenExpires() {
        var token = sessions(key).open(MEMBER);

        now = now.plus(LIFE);

        assertThat(sessions(key).check(token.bytes())).isEmpty();
    }

    @Test
    void aTokenThatWasEndedOpensNothingOnAnyServer() {
        var token = sessions(key).open(MEMBER);
        var another = sessions(key).open(MEMBER);

        sessions(key).end(token.bytes());

        assertThat(sessions(key).check(token.bytes())).isEmpty();
        assertThat(sessions(key).check(another.bytes())).isPresent();
    }

    @Test
    void aTokenOfARevokedDeviceOpensNothing() {
        var token = sessions(key).open(MEMBER);

        ledger.devices().revoke(ALICE, MEMBER.device(), now);

        assertThat(sessions(key).check(token.bytes())).isEmpty();
    }

    @Test
    void aTokenThatWasChangedAnywhereIsNone() {
        var token = sessions(key).open(MEMBER).bytes();

        for (var i = 0; i < token.length; i++) {
            var changed = token.clone();
            changed[i] ^= 1;
            assertThat(sessions(key).check(changed)).isEmpty();
        }
        assertThat(sessions(key).check(new byte[0])).isEmpty();
        assertThat(sessions(key).check(new byte[2_000])).isEmpty();
    }
}
