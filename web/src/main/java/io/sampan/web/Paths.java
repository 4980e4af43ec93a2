package io.sampan.web;

import io.sampan.wire.http.HttpException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The segments of a path, decoded once. They are labels and never become a path of a file.
final class Paths {

    private static final int HEX = 16;

    private Paths() {}

    /// `/media/0123/a%20b` as `media`, `0123`, `a b`; empty for `/`.
    ///
    /// @throws HttpException if it is not percent-encoded UTF-8
    static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        for (var segment : path.substring(1).split("/", -1)) {
            segments.add(decode(segment));
        }
        return segments.equals(List.of("")) ? List.of() : segments;
    }

    private static String decode(String segment) {
        var bytes = new ByteArrayOutputStream(segment.length());
        for (var i = 0; i < segment.length(); i++) {
            var c = segment.charAt(i);
            if (c == '%') {
                bytes.write(hex(segment, i + 1) * HEX + hex(segment, i + 2));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new HttpException(400, "the address is not UTF-8");
        }
    }

    private static int hex(String text, int at) {
        var digit = at < text.length() ? Character.digit(text.charAt(at), HEX) : -1;
        if (digit < 0) {
            throw new HttpException(400, "the address is not percent-encoded");
        }
        return digit;
    }
}
