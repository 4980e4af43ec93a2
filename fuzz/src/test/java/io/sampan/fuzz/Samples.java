package io.sampan.fuzz;

import io.sampan.model.ContentType;
import io.sampan.model.Media;
import io.sampan.model.MediaName;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.time.Instant;

/// Values that are the same in every run: an input does the same each time.
final class Samples {

    static final UploadId UPLOAD = UploadId.parse("00112233445566778899aabbccddeeff");

    private Samples() {}

    static Media media() {
        return new Media(
                UPLOAD.toMediaId(),
                new UserName("alice"),
                new MediaName("film.mp4"),
                12_345,
                ContentType.BYTES,
                Sha256.of(new byte[Sha256.BYTES]),
                true,
                Instant.EPOCH);
    }
}
