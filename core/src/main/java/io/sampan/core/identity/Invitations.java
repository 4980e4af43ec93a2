package io.sampan.core.identity;

import io.sampan.core.storage.PeopleRepository;
import io.sampan.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/// Makes the codes that let people in. Any thread.
public final class Invitations {

    /// 128 bits: nobody guesses them, however often they may try.
    private static final int CODE_BYTES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final PeopleRepository people;
    private final InstantSource clock;

    public Invitations(PeopleRepository people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    /// A new code, good for one person for so long. It is not kept anywhere, only its digest.
    ///
    /// @return 32 hexadecimal digits
    public String invite(Duration goodFor) {
        var random = new byte[CODE_BYTES];
        RANDOM.nextBytes(random);
        var code = HexFormat.of().formatHex(random);
        people.invite(
                Sha256.digest(code.getBytes(StandardCharsets.US_ASCII)),
                clock.instant().plus(goodFor));
        return code;
    }
}
