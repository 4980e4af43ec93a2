package io.sampan.client.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// What is to be put could not be read to its end, or not be kept. Nothing was left behind. The
/// message says why and is safe to show.
public final class SpoolException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    private SpoolException(String message, IOException cause) {
        super(message, cause);
    }

    static SpoolException reading(IOException cause) {
        return new SpoolException("the input cannot be read: " + reason(cause), cause);
    }

    static SpoolException keeping(Path folder, Exception cause) {
        var io = cause instanceof IOException direct ? direct : new IOException(cause);
        return new SpoolException(
                "the input cannot be kept in " + folder + ": " + reason(cause), io);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof FileSystemException e && e.getReason() != null) {
            return e.getReason();
        }
        var deeper = cause.getCause();
        return deeper == null
                ? cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()
                : reason(deeper);
    }
}
