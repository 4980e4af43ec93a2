package io.sampan.model;

/// The id of a message, chosen by its sender and journaled before it is first sent.
public record MessageId(long high, long low) {

    /// A new id from a secure random source.
    public static MessageId random() {
        return of(Id128.random());
    }

    /// @throws InvalidValueException unless `text` is exactly 32 hexadecimal digits
    public static MessageId parse(String text) {
        return of(Id128.parse(text));
    }

    private static MessageId of(Id128 id) {
        return new MessageId(id.high(), id.low());
    }

    /// 32 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return new Id128(high, low).toString();
    }
}
