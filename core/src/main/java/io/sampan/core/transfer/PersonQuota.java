package io.sampan.core.transfer;

import io.sampan.core.storage.Ledger;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.time.Duration;
import java.util.OptionalLong;

/// How much one person may have here: the limit that an operator has set for them, or the usual
/// one. The ledger is asked each time, since operators and other servers write it. Thread-safe.
///
/// @param usual for those who have none of their own
record PersonQuota(Ledger ledger, OptionalLong usual) {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    OptionalLong limit(UserName who) {
        var own = ledger.people().byteLimit(who);
        return own.isPresent() ? own : usual;
    }

    /// Bytes of files that are theirs.
    long stored(UserName who) {
        return ledger.media().bytesOf(who);
    }

    static Refusal refusal(long used, long limit) {
        return Refusal.of(
                        RefusalCode.QUOTA,
                        "you have " + used + " bytes here, and " + limit + " are allowed")
                .retryAfter(TRY_AGAIN);
    }
}
