package io.sampan.web.tus;

import io.sampan.model.InvalidValueException;
import io.sampan.model.LinkId;
import io.sampan.model.UploadId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What only this protocol wants to know of an upload, also after it is complete: a small file for
/// each, replaced as a whole. Losing one loses no byte of an upload. Thread-safe.
///
/// ```
/// tus 1
/// metadata <as it was sent>
/// concat partial | final <id> <id> …
/// link <id of the drop link over which it comes>
/// ```
final class UploadNotes {

    private static final String FIRST_LINE = "tus 1";
    private static final String METADATA = "metadata ";
    private static final String CONCAT = "concat ";
    private static final String LINK = "link ";

    private final Path folder;

    /// @param folder is made if it is not there
    UploadNotes(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be made", e);
        }
    }

    /// How an upload belongs to others.
    sealed interface Role {

        /// It stands alone.
        record Alone() implements Role {}

        /// It is to be a part of another one.
        record Partial() implements Role {}

        /// It is put together from these, in this order.
        record Final(List<UploadId> parts) implements Role {

            public Final {
                parts = List.copyOf(parts);
            }
        }
    }

    /// One upload's note.
    ///
    /// @param metadata as it was sent; empty where none was
    /// @param link over which it comes, if it is a drop link
    record Note(String metadata, Role role, Optional<LinkId> link) {}

    void write(UploadId id, Note note) {
        var lines = new StringBuilder(FIRST_LINE).append('\n');
        lines.append(METADATA).append(note.metadata()).append('\n');
        switch (note.role()) {
            case Role.Alone() -> {
                // Most are.
            }
            case Role.Partial() -> lines.append(CONCAT).append("partial\n");
            case Role.Final(var parts) -> {
                lines.append(CONCAT).append("final");
                parts.forEach(part -> lines.append(' ').append(part));
                lines.append('\n');
            }
        }
        note.link().ifPresent(link -> lines.append(LINK).append(link).append('\n'));
        try {
            replace(file(id), lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the note of an upload cannot be written", e);
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// The note of an upload; that of one which another front door began is empty.
    Note read(UploadId id) {
        try {
            return parse(Files.readAllLines(file(id)));
        } catch (NoSuchFileException e) {
            return new Note("", new Role.Alone(), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("the note of an upload cannot be read", e);
        }
    }

    private static Note parse(List<String> lines) {
        var metadata = value(lines, METADATA).orElse("");
        var concat = value(lines, CONCAT).orElse("");
        var link = value(lines, LINK).map(LinkId::parse);
        if (concat.equals("partial")) {
            return new Note(metadata, new Role.Partial(), link);
        }
        if (concat.startsWith("final ")) {
            var parts = new ArrayList<UploadId>();
            for (var word : concat.substring("final ".length()).split(" ", -1)) {
                parts.add(UploadId.parse(word));
            }
            return new Note(metadata, new Role.Final(parts), link);
        }
        return new Note(metadata, new Role.Alone(), link);
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> line.substring(key.length()));
    }

    void remove(UploadId id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException("the note of an upload cannot be removed", e);
        }
    }

    /// Removes the notes of uploads that are not there any more.
    ///
    /// @param before later ones may be of an upload that is being created
    void sweep(Instant before, Predicate<UploadId> isThere) {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var id = id(file);
                var isOld = Files.getLastModifiedTime(file).toInstant().isBefore(before);
                if (isOld && (id.isEmpty() || !isThere.test(id.get()))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the notes of uploads cannot be listed", e);
        }
    }

    private static Optional<UploadId> id(Path file) {
        try {
            return Optional.of(UploadId.parse(String.valueOf(file.getFileName())));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private Path file(UploadId id) {
        return folder.resolve(id.toString());
    }
}
