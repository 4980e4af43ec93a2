package io.sampan.cli.files;

import io.sampan.model.ContentType;
import io.sampan.model.InvalidValueException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/// What kind of content a file has, guessed by its first bytes and its name. One guess for whatever
/// puts or sends files.
public final class ContentTypes {

    private static final int LOOKED_AT = 1 << 16;

    private ContentTypes() {}

    /// The type; [ContentType#BYTES] where nothing is known.
    ///
    /// @throws UncheckedIOException if the file cannot be read
    public static ContentType of(Path file) {
        var known = new Metadata();
        known.set(TikaCoreProperties.RESOURCE_NAME_KEY, String.valueOf(file.getFileName()));
        try (var in = new BufferedInputStream(Files.newInputStream(file), LOOKED_AT)) {
            return type(MimeTypes.getDefaultMimeTypes().detect(in, known));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ContentType type(MediaType detected) {
        try {
            return new ContentType(detected.getBaseType().toString());
        } catch (InvalidValueException strange) {
            return ContentType.BYTES;
        }
    }
}
