package io.sampan.model;

/// Where an entry stands in a person's log. Places are opaque: they can be compared and kept, and
/// say nothing else. A place is never used again, and the entries of one sender have rising places.
/// An entry may become visible after one with a later place.
public record Place(long high, long low) implements Comparable<Place> {

    /// Before every entry.
    public static final Place START = new Place(0, 0);

    @Override
    public int compareTo(Place other) {
        var first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    /// Does this place come after the other one of the same log?
    public boolean isAfter(Place other) {
        return compareTo(other) > 0;
    }

    /// @throws InvalidValueException unless `text` is exactly 32 hexadecimal digits
    public static Place parse(String text) {
        var id = Id128.parse(text);
        return new Place(id.high(), id.low());
    }

    /// 32 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return new Id128(high, low).toString();
    }
}
