package io.sampan.model;

import java.util.function.Function;

/// What a request came to. A refusal is expected and travels as a value; exceptions are for faults.
public sealed interface Outcome<T> {

    /// It was done; `value` is the answer.
    record Done<T>(T value) implements Outcome<T> {}

    /// It was not done, and nothing was changed.
    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    /// It was done, with this value.
    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    /// It was refused.
    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /// It was refused, and the code says it all.
    static <T> Outcome<T> refused(RefusalCode code) {
        return new Refused<>(Refusal.of(code));
    }

    /// It was refused; `detail` says what the code leaves open, in plain words.
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
