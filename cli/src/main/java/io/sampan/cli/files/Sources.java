package io.sampan.cli.files;

import io.sampan.cli.CommandException;
import io.sampan.client.task.PutRequest;
import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is to be put, found on disk: a file under its own name; a folder as all the regular files
/// below it, each under the folder's name and its place in it. Links in a folder are not followed.
///
/// @param requests what can be put
/// @param skipped what lies in a folder and is neither a file nor a folder
public record Sources(List<PutRequest> requests, List<Path> skipped) {

    private static final String NOTHING_SENT = "Nothing was sent.";

    /// @param name under which the only one of them will be known; for a folder, instead of its own
    /// @throws CommandException if something is not there, or its name cannot be a media's
    public static Sources find(List<Path> paths, Optional<MediaName> name) {
        if (name.isPresent() && paths.size() != 1) {
            throw CommandException.wrongUsage(
                    "--name needs exactly one file or folder", NOTHING_SENT);
        }
        var found = new Sources(new ArrayList<>(), new ArrayList<>());
        paths.forEach(path -> found.add(path, name));
        return found;
    }

    private void add(Path path, Optional<MediaName> name) {
        if (Files.isDirectory(path)) {
            addFolder(path, name.map(MediaName::value).orElseGet(() -> ownName(path)));
        } else if (Files.isRegularFile(path)) {
            add(path, name.map(MediaName::value).orElseGet(() -> ownName(path)));
        } else if (Files.exists(path)) {
            throw CommandException.failed(
                    path + " is neither a file nor a folder",
                    NOTHING_SENT + " What comes out of a pipe can be put with `sampan put -`.");
        } else {
            throw CommandException.failed("there is no " + path, NOTHING_SENT);
        }
    }

    private void addFolder(Path folder, String name) {
        try (var below = Files.walk(folder)) {
            below.sorted()
                    .forEach(path -> {
                        if (Files.isSymbolicLink(path) && !path.equals(folder)) {
                            skipped.add(path);
                        } else if (Files.isRegularFile(path)) {
                            add(path, name + "/" + slashes(folder.relativize(path)));
                        } else if (!Files.isDirectory(path)) {
                            skipped.add(path);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Path file, String name) {
        if (!Files.isReadable(file)) {
            throw CommandException.failed(file + " may not be read", NOTHING_SENT);
        }
        try {
            requests.add(PutRequest.of(file, new MediaName(name)));
        } catch (InvalidValueException e) {
            throw CommandException.failed(
                    file + " cannot be put under its own name: " + e.getMessage(),
                    NOTHING_SENT + " Choose another name with --name, or rename it.");
        }
    }

    private static String ownName(Path path) {
        var name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "root" : name.toString();
    }

    private static String slashes(Path relative) {
        var parts = new ArrayList<String>();
        relative.forEach(part -> parts.add(part.toString()));
        return String.join("/", parts);
    }
}
