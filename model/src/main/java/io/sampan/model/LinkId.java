package io.sampan.model;

/// The id of a share or drop link, by which its maker lists and ends it. It opens nothing: the
/// link's code does, and that is kept nowhere.
public record LinkId(long high, long low) {

    /// A new id from a secure random source.
    public static LinkId random() {
        return of(Id128.random());
    }

    /// @throws InvalidValueException unless `text` is exactly 32 hexadecimal digits
    public static LinkId parse(String text) {
        return of(Id128.parse(text));
    }

    private static LinkId of(Id128 id) {
        return new LinkId(id.high(), id.low());
    }

    /// 32 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return new Id128(high, low).toString();
    }
}
