package io.sampan.cli.files;

import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The names that the files of one command have, so that no two get the same one. Names that differ
/// in their Unicode form only are the same: a media's name is kept in NFC.
///
/// Used by one thread.
final class UniqueNames {

    private final Set<MediaName> taken = new HashSet<>();

    /// The name itself if it is free, otherwise `name (2).ext` and so on.
    MediaName claim(MediaName wanted) {
        var name = wanted;
        for (var number = 2; !taken.add(name); number++) {
            name = numbered(wanted, number);
        }
        return name;
    }

    private static MediaName numbered(MediaName wanted, int number) {
        var text = wanted.value();
        var last = text.lastIndexOf('/') + 1;
        var dot = text.lastIndexOf('.');
        var cut = dot > last ? dot : text.length();
        var stem = text.substring(0, cut);
        var end = " (" + number + ")" + text.substring(cut);
        // A name of full length loses the end of its stem.
        for (var length = stem.length(); length > last; ) {
            var name = named(stem.substring(0, length) + end);
            if (name.isPresent()) {
                return name.get();
            }
            length = stem.offsetByCodePoints(length, -1);
        }
        throw new InvalidValueException("no other name was found for " + wanted);
    }

    private static Optional<MediaName> named(String text) {
        try {
            return Optional.of(new MediaName(text));
        } catch (InvalidValueException tooLong) {
            return Optional.empty();
        }
    }
}
