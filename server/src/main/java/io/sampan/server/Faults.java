package io.sampan.server;

import io.sampan.core.storage.StorageException;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.link.LinkException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place where a fault becomes an answer, a line in the log, and a count.
///
/// | thrown | is | answered | logged | counted |
/// |---|---|---|---|---|
/// | [LinkException], [MalformedFrameException] | the peer's affair | passed on: the lane ends | by its thread | by its kind |
/// | [InvalidValueException] | a value of the peer's that breaks a rule of the model | `MALFORMED` with the rule | debug | as a refusal |
/// | a [StorageException] that says that the disk is full | a fault of our own | `NO_SPACE` with `retryAfter` | error | as a fault |
/// | anything else, errors of the JVM included | a fault of our own | `INTERNAL` with `retryAfter` | error, with its stack | as a fault |
///
/// Thread-safe.
public final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);

    private final ServerCounters counters;

    /// @param counters where faults are counted
    public Faults(ServerCounters counters) {
        this.counters = counters;
    }

    /// Does the work; a fault in it comes back as a refusal.
    ///
    /// @throws LinkException if the line is of no use any more
    /// @throws MalformedFrameException if the peer says what it may not say
    public <T> Outcome<T> attempt(Supplier<Outcome<T>> work) {
        try {
            return work.get();
        } catch (LinkException | MalformedFrameException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return Outcome.refused(refusal(e));
        }
    }

    /// What the peer is told of a fault, which is logged and counted here.
    public Refusal refusal(Throwable fault) {
        if (fault instanceof InvalidValueException) {
            LOG.atDebug().setCause(fault).log("a value of the peer breaks a rule");
            return Refusal.of(RefusalCode.MALFORMED, String.valueOf(fault.getMessage()));
        }
        counters.onFault();
        LOG.atError()
                .setCause(fault)
                .log(fault instanceof StorageException ? "storage failed" : "a request failed");
        var refusal =
                fault instanceof StorageException storage && storage.isFull()
                        ? Refusal.of(RefusalCode.NO_SPACE, "the server's disk is full")
                        : Refusal.of(RefusalCode.INTERNAL);
        return refusal.retryAfter(AFTER_A_FAULT);
    }
}
