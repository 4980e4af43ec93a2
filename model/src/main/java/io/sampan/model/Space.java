package io.sampan.model;

import java.util.Optional;

/// The shared space: media that belong to nobody in particular, which everybody on the server may
/// list, read, replace and remove. Programs that speak the seed's `Package` struct have no login,
/// so all that they do happens here; people reach it by names such as `package:film.mp4`.
///
/// What lies in it is owned by [#OWNER], a name that no person can have.
public final class Space {

    /// Owns the media of the space.
    public static final UserName OWNER = new UserName("package");

    /// Begins the name of each of them.
    static final String PREFIX = OWNER.value() + ":";

    private Space() {}

    /// The name that a label has in the space; empty unless it is a plain label, one segment.
    public static Optional<MediaName> name(String label) {
        try {
            return Optional.of(new MediaName(PREFIX + label)).filter(Space::isPlain);
        } catch (InvalidValueException notALabel) {
            return Optional.empty();
        }
    }

    /// Whether the name lies in the space.
    public static boolean has(MediaName name) {
        return name.value().startsWith(PREFIX);
    }

    /// Whether the name is one segment, as all in the space are.
    public static boolean isPlain(MediaName name) {
        return name.segments().size() == 1;
    }

    /// Who owns the media that `uploader` puts under a name.
    public static UserName ownerOf(MediaName name, UserName uploader) {
        return has(name) ? OWNER : uploader;
    }

    /// Whether `who` may do with a media of `owner` what owners may.
    public static boolean isFor(UserName who, UserName owner) {
        return owner.equals(who) || owner.equals(OWNER);
    }
}
