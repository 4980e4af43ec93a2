package io.sampan.cli.files;

import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaName;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;

/// What a file on this disk would be called as a media, or why it cannot be.
sealed interface SourceName {

    /// It can have this name.
    record Usable(MediaName name) implements SourceName {}

    /// @param reason safe to show
    record Unusable(String reason) implements SourceName {}

    /// The own name of a file or folder, however its path is written.
    static SourceName of(Path path) {
        var name = path.toAbsolutePath().normalize().getFileName();
        return of(path, name == null ? "root" : name.toString());
    }

    /// The name of a file below `folder`, which is known as `name`.
    static SourceName below(Path folder, MediaName name, Path file) {
        var parts = new ArrayList<String>();
        parts.add(name.value());
        folder.relativize(file).forEach(part -> parts.add(part.toString()));
        return of(file, String.join("/", parts));
    }

    private static SourceName of(Path path, String name) {
        if (!isUtf8(path)) {
            return new Unusable("its name is not valid UTF-8");
        }
        try {
            return new Usable(new MediaName(name));
        } catch (InvalidValueException e) {
            return new Unusable(reason(name, String.valueOf(e.getMessage())));
        }
    }

    /// Names the character that is in the way, where it is one.
    private static String reason(String name, String rule) {
        return name.codePoints()
                .filter(c -> c != '/' && !isAllowed(c))
                .mapToObj(c -> "its name holds %s; %s".formatted(shown(c), rule))
                .findFirst()
                .orElse(rule);
    }

    private static boolean isAllowed(int codePoint) {
        try {
            // Between letters: a dot or a space alone would be refused for another reason.
            var _ = new MediaName("a" + Character.toString(codePoint) + "a");
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }

    private static String shown(int codePoint) {
        return "U+%04X (%s)".formatted(codePoint, Character.getName(codePoint));
    }

    /// Whether the path is text. On Linux a name may be any bytes; those that are no UTF-8 are lost
    /// when the path becomes text, and another path comes back.
    static boolean isUtf8(Path path) {
        try {
            return path.getFileSystem().getPath(path.toString()).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
