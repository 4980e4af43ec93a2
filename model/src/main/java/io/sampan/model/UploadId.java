package io.sampan.model;

/// The id of an upload, chosen by the client and journaled before it is first sent, so that every
/// request about the upload can be repeated. The media that the upload becomes keeps the same bits.
public record UploadId(long high, long low) {

    /// A new id from a secure random source.
    public static UploadId random() {
        return of(Id128.random());
    }

    /// @throws InvalidValueException unless `text` is exactly 32 hexadecimal digits
    public static UploadId parse(String text) {
        return of(Id128.parse(text));
    }

    private static UploadId of(Id128 id) {
        return new UploadId(id.high(), id.low());
    }

    /// The id of the media that this upload becomes once it is complete.
    public MediaId toMediaId() {
        return new MediaId(high, low);
    }

    /// 32 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return new Id128(high, low).toString();
    }
}
