package io.sampan.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Instants as they stand in the ledger: nanoseconds since 1970, which suffices from 1677 to 2262.
final class Instants {

    private Instants() {}

    static long nanos(Instant when) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, when);
    }

    static Instant of(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }
}
