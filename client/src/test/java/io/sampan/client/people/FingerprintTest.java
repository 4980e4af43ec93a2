package io.sampan.client.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.IdentityKey;
import io.sampan.model.UserName;
import java.security.KeyPairGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final UserName ALICE = new UserName("alice");
    private static final UserName BOB = new UserName("bob");

    private final IdentityKey hers = key();
    private final IdentityKey his = key();
    private final IdentityKey hisPhone = key();

    @Test
    void bothSeeTheSameInWhicheverOrderTheDevicesCome() {
        var asAliceSees = Fingerprint.of(ALICE, List.of(hers), BOB, List.of(his, hisPhone));
        var asBobSees = Fingerprint.of(BOB, List.of(hisPhone, his), ALICE, List.of(hers));

        assertThat(asAliceSees).isEqualTo(asBobSees);
        assertThat(asAliceSees.toString()).matches("(\\d{5} ){11}\\d{5}");
    }

    @Test
    void isAnotherOneWhenADeviceIsAdded() {
        assertThat(Fingerprint.of(ALICE, List.of(hers), BOB, List.of(his)))
                .isNotEqualTo(Fingerprint.of(ALICE, List.of(hers), BOB, List.of(his, hisPhone)));
    }

    private static IdentityKey key() {
        try {
            return IdentityKey.of(
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
