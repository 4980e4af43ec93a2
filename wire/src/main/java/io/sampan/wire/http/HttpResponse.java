package io.sampan.wire.http;

import io.sampan.wire.http.HttpFields.Field;
import io.sampan.wire.link.Body;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An answer: a status, header fields, and a body of known length. Immutable.
///
/// `Content-Length`, `Date` and `Connection` are added when it is sent.
///
/// @param body sent one part after the other; not sent in the answer to HEAD, where only its length
///   is told
public record HttpResponse(int status, List<Field> fields, List<Body> body) {

    /// Fields and body are copied.
    public HttpResponse {
        fields = List.copyOf(fields);
        body = List.copyOf(body);
    }

    /// An answer without fields and body.
    public static HttpResponse of(int status) {
        return new HttpResponse(status, List.of(), List.of());
    }

    /// One line of text.
    public static HttpResponse text(int status, String line) {
        return of(status)
                .with("Content-Type", "text/plain; charset=utf-8")
                .with(Body.of((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /// With one more field.
    ///
    /// @throws IllegalArgumentException if name or value cannot stand in a head: everything but
    ///   visible ASCII, space and tab has to be encoded before it comes here
    public HttpResponse with(String name, String value) {
        check(name, value);
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new HttpResponse(status, more, body);
    }

    /// With one more field, unless there is one of that name.
    public HttpResponse withDefault(String name, String value) {
        var there = fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
        return there ? this : with(name, value);
    }

    /// With these parts as its body.
    public HttpResponse with(Body... parts) {
        return new HttpResponse(status, fields, List.of(parts));
    }

    /// Bytes of the body.
    public long length() {
        return body.stream().mapToLong(Body::length).sum();
    }

    /// Whether an answer of this status has no body and no length (RFC 9110, 6.4.1).
    boolean isBodiless() {
        return status < 200 || status == 204 || status == 304;
    }

    private static void check(String name, String value) {
        var plainName =
                !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ':');
        var plainValue = value.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\t');
        if (!plainName || !plainValue) {
            throw new IllegalArgumentException("not a header field: " + name);
        }
    }
}
