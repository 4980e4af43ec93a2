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

    private DamagedFileException(Path path, String message, Throwable cause) {
        super(message, cause);
        this.path = path;
    }

    /// The file was moved aside; the message says so, in words for whoever started the program.
    public static DamagedFileException setAside(Path path, Path aside, Throwable why) {
        return new DamagedFileException(
                path,
                "%s is damaged (%s); it was not used, and is kept as %s"
                        .formatted(path, reason(why), aside.getFileName()),
                why);
    }

    /// The file holds a value that nothing of ours wrote. It is in use, so it stays where it is.
    static DamagedFileException makesNoSense(Path path, RuntimeException why) {
        return new DamagedFileException(
                path, "%s holds what cannot be (%s)".formatted(path, reason(why)), why);
    }

    private static String reason(Throwable why) {
        var deepest = why;
        for (var cause = why.getCause(); cause != null; cause = cause.getCause()) {
            deepest = cause;
        }
        return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /// The file.
    public Path path() {
        return path;
    }
}
