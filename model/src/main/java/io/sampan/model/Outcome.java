package io.sampan.model;

import java.util.function.Function;

/// What a request came to. A refusal is expected and travels as a value; exceptions are for faults.
public sealed interface Outcome<T> {

    /// It was done; `value` is the answer.
    record Done<T>(T value) implements Outcome<T> {}

    /// It was not done, and nothing was changed.
    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    static <T> Outcome<T> refused(RefusalCode code) {
        return new Refused<>(Refusal.of(code));
    }

    static <T> Outcome<T> refused(RefusalCode code, String detail) {
        return new Refused<>(Refusal.of(code, detail));
    }

    /// The answer turned into another; a refusal stays as it is.
    default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Done<T>(var value) -> new Done<>(change.apply(value));
            case Refused<T>(var refusal) -> new Refused<>(refusal);
        };
    }
}
