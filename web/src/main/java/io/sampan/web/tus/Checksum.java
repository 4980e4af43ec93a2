package io.sampan.web.tus;

import io.sampan.core.transfer.PieceChecksum;
import io.sampan.core.transfer.PieceChecksum.Algorithm;
import io.sampan.model.InvalidValueException;
import java.util.Base64;
import java.util.Locale;

/// The field `Upload-Checksum`: the digest of a request's body.
final class Checksum {

    /// What clients may choose from, as the protocol calls it.
    static final String ALGORITHMS = "sha1,sha256";

    private static final String FORM = "Upload-Checksum is an algorithm and base64";

    private Checksum() {}

    /// @throws InvalidValueException if it is not one of those, with the base64 of such a digest
    static PieceChecksum parse(String text) {
        var words = text.strip().split(" ", -1);
        if (words.length != 2) {
            throw new InvalidValueException(FORM);
        }
        var algorithm =
                switch (words[0].toLowerCase(Locale.ROOT)) {
                    case "sha1" -> Algorithm.SHA1;
                    case "sha256" -> Algorithm.SHA256;
                    default ->
                            throw new InvalidValueException(
                                    "algorithms of Upload-Checksum are " + ALGORITHMS);
                };
        try {
            return new PieceChecksum(algorithm, Base64.getDecoder().decode(words[1]));
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(FORM);
        }
    }
}
