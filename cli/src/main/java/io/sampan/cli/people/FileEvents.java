package io.sampan.cli.people;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.Tag;
import io.sampan.cli.files.ContentTypes;
import io.sampan.cli.terminal.Amounts;
import io.sampan.model.ContentType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What can be said of a file before it is sent.
///
/// @param type of its content, by its first bytes and its name
/// @param about what a recipient likes to know before fetching it: `1920 x 1080, 2:13`; empty where
///   it is no image, audio or video, or where nothing can be found in it
record FileEvents(ContentType type, String about) {

    private static final Logger LOG = LoggerFactory.getLogger(FileEvents.class);

    private static final Set<String> PICTURED = Set.of("image", "audio", "video");
    private static final Set<String> WIDTHS = Set.of("Image Width", "Width");
    private static final Set<String> HEIGHTS = Set.of("Image Height", "Height");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,4}):(\\d\\d):(\\d\\d)");

    /// Looks into a file.
    ///
    /// @throws java.io.UncheckedIOException if it cannot be read
    static FileEvents of(Path file) {
        var type = ContentTypes.of(file);
        return new FileEvents(type, PICTURED.contains(kind(type)) ? about(file) : "");
    }

    private static String kind(ContentType type) {
        return type.value().substring(0, type.value().indexOf('/'));
    }

    private static String about(Path file) {
        try {
            var found = ImageMetadataReader.readMetadata(file.toFile());
            var words = new ArrayList<String>();
            size(found).ifPresent(words::add);
            duration(found).ifPresent(words::add);
            return String.join(", ", words);
        } catch (ImageProcessingException | IOException | RuntimeException e) {
            // A format that is not known, or a file that is not what it says: it is sent all the
            // same, only less is said of it.
            LOG.atDebug().addKeyValue("file", file).setCause(e).log("nothing is known of it");
            return "";
        }
    }

    private static Optional<String> size(Metadata found) {
        for (var directory : found.getDirectories()) {
            var width = number(directory, WIDTHS);
            var height = number(directory, HEIGHTS);
            if (width.isPresent() && height.isPresent()) {
                return Optional.of(width.get() + " x " + height.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> number(Directory directory, Set<String> names) {
        return directory.getTags().stream()
                .filter(tag -> names.contains(tag.getTagName()))
                .map(tag -> directory.getInteger(tag.getTagType()))
                .flatMap(Stream::ofNullable)
                .filter(number -> number > 0)
                .findFirst();
    }

    private static Optional<String> duration(Metadata found) {
        for (var directory : found.getDirectories()) {
            var span =
                    directory.getTags().stream().flatMap(tag -> span(directory, tag)).findFirst();
            if (span.isPresent()) {
                return span.map(Amounts::clock);
            }
        }
        return Optional.empty();
    }

    /// Seconds as a number (MP4, QuickTime), or a clock's text (WAV, AVI).
    private static Stream<Duration> span(Directory directory, Tag tag) {
        var seconds =
                switch (tag.getTagName()) {
                    case "Duration in Seconds" -> directory.getDoubleObject(tag.getTagType());
                    case "Duration" -> seconds(String.valueOf(tag.getDescription()));
                    default -> null;
                };
        return seconds == null || seconds < 1
                ? Stream.empty()
                : Stream.of(Duration.ofSeconds(Math.round(seconds)));
    }

    private static double seconds(String text) {
        var clock = CLOCK.matcher(text);
        return clock.matches()
                ? Integer.parseInt(clock.group(1)) * 3600.0
                        + Integer.parseInt(clock.group(2)) * 60
                        + Integer.parseInt(clock.group(3))
                : 0;
    }
}
