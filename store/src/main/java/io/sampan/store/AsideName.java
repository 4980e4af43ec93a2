package io.sampan.store;

import io.sampan.model.MediaId;
import io.sampan.model.UploadId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a folder that was set aside: the id of the blob, and when that was, in seconds of
/// the time by which things grow old. A folder that a person put there has no such name, and stays.
final class AsideName {

    private static final Pattern FORMAT =
            Pattern.compile("([0-9a-f]{32})\\.(-?[0-9]{1,15})(-[0-9]+)?");

    private AsideName() {}

    static String of(UploadId id, Instant when) {
        return id + "." + when.getEpochSecond();
    }

    /// Which blob it was; empty if it has no such name.
    static Optional<MediaId> idOf(Path folder) {
        var name = FORMAT.matcher(String.valueOf(folder.getFileName()));
        return name.matches() ? Optional.of(MediaId.parse(name.group(1))) : Optional.empty();
    }

    /// Whether it was set aside before then.
    static boolean isOlder(Path folder, Instant before) {
        var name = FORMAT.matcher(String.valueOf(folder.getFileName()));
        return name.matches() && Long.parseLong(name.group(2)) < before.getEpochSecond();
    }
}
