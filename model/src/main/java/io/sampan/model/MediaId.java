package io.sampan.model;

/// The id of a media: one immutable, complete, verified file.
public record MediaId(long high, long low) {

    /// A new id from a secure random source.
    public static MediaId random() {
        return of(Id128.random());
    }

    /// @throws InvalidValueException unless `text` is exactly 32 hexadecimal digits
    public static MediaId parse(String text) {
        return of(Id128.parse(text));
    }

    private static MediaId of(Id128 id) {
        return new MediaId(id.high(), id.low());
    }

    /// The id of the upload that this media came from.
    public UploadId toUploadId() {
        return new UploadId(high, low);
    }

    /// 32 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return new Id128(high, low).toString();
    }
}
