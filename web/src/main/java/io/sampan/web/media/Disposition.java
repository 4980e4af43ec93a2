package io.sampan.web.media;

import java.nio.charset.StandardCharsets;

/// The field `Content-Disposition` (RFC 6266), with any name in it (RFC 8187).
final class Disposition {

    private static final String ATTR_CHARS = "!#$&+-.^_`|~";

    private Disposition() {}

    /// @param name of the file, any text
    static String of(boolean inline, String name) {
        var kind = inline ? "inline" : "attachment";
        var plain = plain(name);
        var field = kind + "; filename=\"" + plain + "\"";
        return plain.equals(name) ? field : field + "; filename*=UTF-8''" + encoded(name);
    }

    /// For programs that do not know the other form: `_` in place of what cannot stand in quotes.
    private static String plain(String name) {
        var plain = new StringBuilder(name.length());
        name.codePoints()
                .forEach(c -> {
                    var stands = c >= ' ' && c < 0x7F && "\"\\%/".indexOf(c) < 0;
                    plain.append(stands ? (char) c : '_');
                });
        return plain.toString();
    }

    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (var b : name.getBytes(StandardCharsets.UTF_8)) {
            var c = b & 0xFF;
            var letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || ATTR_CHARS.indexOf(c) >= 0) {
                encoded.append((char) c);
            } else {
                encoded.append('%').append(String.format("%02X", c));
            }
        }
        return encoded.toString();
    }
}
