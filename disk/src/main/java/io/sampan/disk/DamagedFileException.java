package io.sampan.disk;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file is not what it should be: cut off, changed by something else, or of another version.
/// Whoever owns it moves it aside; it is never trusted and never deleted.
public final class DamagedFileException extends DiskException {

    private static final long serialVersionUID = 1L;

    private final transient Path path;
    private final transient @Nullable Path aside;

    /// Says which file is damaged, and how that shows.
    public DamagedFileException(Path path, String reason) {
        super(path + ": " + reason);
        this.path = path;
        this.aside = null;
    }

    private DamagedFileException(Path path, @Nullable Path aside, String message, Throwable cause) {
        super(message, cause);
        this.path = path;
        this.aside = aside;
    }

    /// The file was moved aside; the message says so, in words for whoever started the program.
    public static DamagedFileException setAside(Path path, Path aside, Throwable why) {
        return new DamagedFileException(
                path,
                aside,
                "%s is damaged (%s); it was not used, and is kept as %s"
                        .formatted(path, reason(why), aside.getFileName()),
                why);
    }

    /// The file holds a value that cannot be read here. That may be damage, or this process: a path
    /// in a locale that cannot write it, a program of another version. So the file stays where it
    /// is.
    static DamagedFileException makesNoSense(Path path, RuntimeException why) {
        return new DamagedFileException(
                path, null, "%s holds what cannot be (%s)".formatted(path, reason(why)), why);
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

    /// Where it was moved to, if it was.
    public Optional<Path> aside() {
        return Optional.ofNullable(aside);
    }
}
