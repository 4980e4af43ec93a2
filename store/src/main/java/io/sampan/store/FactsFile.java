package io.sampan.store;

import io.sampan.model.ContentType;
import io.sampan.model.FileTraits;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The facts that are kept beside a stored blob, as text that a person can read too: what the
/// ledger knows of it, so that a ledger that was lost or is older can list it again.
///
/// ```
///   sampan-media 1
///   id 7f03…
///   owner alice
///   name holiday/film.mp4
///   size 5368709120
///   type video/mp4
///   digest 9d2c…                    the tree digest
///   shared false
///   completed 2026-11-25T19:40:00.123456789Z
///   modified 2026-11-01T08:00:00Z   only where it is known
///   executable false
///   crc32 1c291ca3                  of all lines before
/// ```
///
/// No value has a line break: names have no control characters. The file is replaced as a whole.
final class FactsFile {

    /// Longer ones were not written by this program.
    static final int MAX_BYTES = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(FactsFile.class);
    private static final String HEADER = "sampan-media 1\n";
    private static final String CHECK = "crc32 ";

    private FactsFile() {}

    static byte[] encode(Media media) {
        var text =
                new StringBuilder(HEADER)
                        .append(line("id", media.id()))
                        .append(line("owner", media.owner()))
                        .append(line("name", media.name()))
                        .append(line("size", media.size()))
                        .append(line("type", media.type()))
                        .append(line("digest", media.digest()))
                        .append(line("shared", media.shared()))
                        .append(line("completed", media.completed()));
        media.traits().modified().ifPresent(modified -> text.append(line("modified", modified)));
        text.append(line("executable", media.traits().executable()));
        var check = CHECK + "%08x\n".formatted(crc(text));
        return text.append(check).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String line(String key, Object value) {
        return key + ' ' + value + '\n';
    }

    private static long crc(CharSequence text) {
        var crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    /// Empty if it is not what [#encode] makes of a media of this id.
    static Optional<Media> decode(MediaId id, byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var end = text.lastIndexOf(CHECK);
        if (!text.startsWith(HEADER)
                || end < 0
                || !text.substring(end)
                        .equals(CHECK + "%08x\n".formatted(crc(text.substring(0, end))))) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        text.substring(HEADER.length(), end)
                .lines()
                .forEach(line -> {
                    var space = line.indexOf(' ');
                    values.put(line.substring(0, Math.max(space, 0)), line.substring(space + 1));
                });
        try {
            return Optional.of(media(new Values(values))).filter(media -> media.id().equals(id));
        } catch (InvalidValueException | DateTimeException | NumberFormatException e) {
            LOG.atWarn().addKeyValue("mediaId", id).setCause(e).log("facts make no sense");
            return Optional.empty();
        }
    }

    private record Values(HashMap<String, String> map) {

        String get(String key) {
            var value = map.get(key);
            if (value == null) {
                throw new InvalidValueException("there is no " + key);
            }
            return value;
        }
    }

    private static Media media(Values values) {
        return new Media(
                MediaId.parse(values.get("id")),
                new UserName(values.get("owner")),
                new MediaName(values.get("name")),
                Long.parseLong(values.get("size")),
                new ContentType(values.get("type")),
                Sha256.parse(values.get("digest")),
                Boolean.parseBoolean(values.get("shared")),
                Instant.parse(values.get("completed")),
                new FileTraits(
                        Optional.ofNullable(values.map().get("modified")).map(Instant::parse),
                        Boolean.parseBoolean(values.get("executable"))));
    }
}
