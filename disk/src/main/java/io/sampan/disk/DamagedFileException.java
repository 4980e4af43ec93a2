package io.sampan.disk;

import java.nio.file.Path;

/// A file is not what it should be: cut off, changed by something else, or of another version.
/// Whoever owns it moves it aside; it is never trusted and never deleted.
public final class DamagedFileException extends DiskException {

    private static final long serialVersionUID = 1L;

    private final transient Path path;

    public DamagedFileException(Path path, String reason) {
        super(path + ": " + reason);
        this.path = path;
    }

    /// The file.
    public Path path() {
        return path;
    }
}
