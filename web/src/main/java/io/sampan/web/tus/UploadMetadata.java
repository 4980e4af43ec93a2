package io.sampan.web.tus;

import io.sampan.model.ContentType;
import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a client says of a file in `Upload-Metadata`: keys with base64 values.
///
/// @param text as it was sent, which it is given back as
/// @param values decoded
record UploadMetadata(String text, Map<String, String> values) {

    static final int MOST_BYTES = 4 << 10;

    private static final String NO_NAME = "upload";
    private static final int MOST_NAME_CHARS = 80;

    UploadMetadata {
        values = Map.copyOf(values);
    }

    /// @throws InvalidValueException if it is too long, not base64, not UTF-8, or a key is repeated
    static UploadMetadata parse(String text) {
        if (text.length() > MOST_BYTES) {
            throw new InvalidValueException("Upload-Metadata has at most 4 KiB");
        }
        var values = new LinkedHashMap<String, String>();
        if (!text.isBlank()) {
            for (var pair : text.split(",", -1)) {
                var words = pair.strip().split(" ", -1);
                if (words.length > 2 || !isKey(words[0])) {
                    throw new InvalidValueException(
                            "Upload-Metadata is `key base64` with commas between");
                }
                var value = words.length == 1 ? "" : decode(words[1]);
                if (values.put(words[0], value) != null) {
                    throw new InvalidValueException("a key of Upload-Metadata is there twice");
                }
            }
        }
        return new UploadMetadata(text, values);
    }

    private static boolean isKey(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    private static String decode(String value) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(value)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new InvalidValueException("a value of Upload-Metadata is base64 of UTF-8");
        }
    }

    /// What the file is called here. A name that cannot be used becomes one that can, since clients
    /// send the names of their own systems.
    MediaName name() {
        var asked = first("filename", "name").orElse(NO_NAME);
        try {
            return new MediaName(ownName(asked));
        } catch (InvalidValueException e) {
            return new MediaName(harmless(asked));
        }
    }

    /// A name of the shared space would be everybody's.
    private static String ownName(String name) {
        return name.startsWith("package:") ? name.replace(':', '_') : name;
    }

    private static String harmless(String name) {
        var plain =
                name.codePoints()
                        .filter(c -> Character.isLetterOrDigit(c) || "._- ()".indexOf(c) >= 0)
                        .limit(MOST_NAME_CHARS)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining())
                        .strip();
        try {
            return new MediaName(plain).value();
        } catch (InvalidValueException e) {
            return NO_NAME;
        }
    }

    /// What kind of file it is said to be.
    ContentType type() {
        try {
            var asked = first("filetype", "type", "contentType").orElse("");
            return new ContentType(asked.split(";", -1)[0].strip());
        } catch (InvalidValueException e) {
            return ContentType.BYTES;
        }
    }

    private Optional<String> first(String... keys) {
        for (var key : keys) {
            var value = values.get(key);
            if (value != null && !value.isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
