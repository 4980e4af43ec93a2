package io.sampan.cli.files;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.task.PutRequest;
import io.sampan.model.MediaName;
import io.sampan.model.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What is to be put, found on disk: a file under its own name; a folder as all the regular files
/// below it, each under the folder's name and its place in it. Links in a folder are not followed.
///
/// What is named on the command line has to be there and to have a possible name, otherwise nothing
/// is sent. What lies in a folder and cannot be sent is skipped, and told with its reason; the rest
/// of the folder is sent. No two files of one command get the same name: the second one is renamed,
/// and that is told.
///
/// @param requests what can be put, each under a name of its own
/// @param skipped what lies in a folder and is not put
/// @param renamed what is put under another name than its own
public record Sources(List<PutRequest> requests, List<SkippedFile> skipped, List<Renamed> renamed) {

    private static final String NOTHING_SENT = "Nothing was sent.";

    /// A file or folder whose own name was taken by another one of the same command.
    ///
    /// @param own the name that it would have had
    /// @param name the name that it has instead
    public record Renamed(Path path, MediaName own, MediaName name) {}

    /// Nothing at all.
    static final Sources NONE = new Sources(List.of(), List.of(), List.of());

    /// @param name under which the only one of them will be known; for a folder, instead of its own
    /// @throws CommandException if something is not there, or its name cannot be a media's
    public static Sources find(List<Path> paths, Optional<MediaName> name) {
        if (name.isPresent() && paths.size() != 1) {
            throw CommandException.wrongUsage(
                    "--name needs exactly one file or folder", NOTHING_SENT);
        }
        var found = new Sources(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var names = new UniqueNames();
        var seen = new HashSet<Path>();
        for (var path : paths) {
            // The same file twice is one file.
            if (seen.add(real(path))) {
                found.add(path, name, names);
            }
        }
        return found;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            return path;
        }
    }

    private void add(Path path, Optional<MediaName> name, UniqueNames names) {
        if (!Files.exists(path)) {
            throw CommandException.failed(missing(path), NOTHING_SENT);
        }
        var own = name.orElseGet(() -> ownName(path));
        var given = names.claim(own);
        if (!given.equals(own)) {
            renamed.add(new Renamed(path, own, given));
        }
        if (Files.isDirectory(path)) {
            addFolder(path, given);
        } else if (Files.isRegularFile(path)) {
            if (!Files.isReadable(path)) {
                throw CommandException.failed(shown(path) + " may not be read", NOTHING_SENT);
            }
            requests.add(PutRequest.of(path, given));
        } else {
            throw CommandException.failed(
                    shown(path) + " is neither a file nor a folder",
                    NOTHING_SENT + " What comes out of a pipe can be put with `sampan put -`.");
        }
    }

    private void addFolder(Path folder, MediaName name) {
        var tree = FolderTree.walk(folder);
        skipped.addAll(tree.skipped());
        var names = new UniqueNames();
        for (var file : tree.files()) {
            switch (SourceName.below(folder, name, file)) {
                case SourceName.Usable(var own) -> {
                    var given = names.claim(own);
                    if (!given.equals(own)) {
                        renamed.add(new Renamed(file, own, given));
                    }
                    requests.add(PutRequest.of(file, given));
                }
                case SourceName.Unusable(var reason) ->
                        skipped.add(new SkippedFile(file, reason, true));
            }
        }
    }

    private static MediaName ownName(Path path) {
        return switch (SourceName.of(path)) {
            case SourceName.Usable(var name) when Space.has(name) ->
                    throw CommandException.wrongUsage(
                            shown(path)
                                    + " begins with `package:`, as names of the space do that"
                                    + " everybody shares",
                            NOTHING_SENT + " If it is meant, say so with --name.");
            case SourceName.Usable(var name) -> name;
            case SourceName.Unusable(var reason) ->
                    throw CommandException.failed(
                            shown(path) + " cannot be put under its own name: " + reason,
                            NOTHING_SENT + " Choose another name with --name, or rename it.");
        };
    }

    private static String missing(Path path) {
        // What the command line could not read as text came as this character.
        return path.toString().contains("\uFFFD")
                ? shown(path) + " cannot be opened: its name is not valid UTF-8"
                : "there is no " + shown(path);
    }

    private static String shown(Path path) {
        return TerminalText.text(path.toString());
    }

    /// What was renamed and what was skipped, a line for each.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        for (var one : renamed) {
            lines.add(
                    shown(one.path())
                            + " is sent as "
                            + TerminalText.text(one.name().value())
                            + ": another file of this command is called "
                            + TerminalText.text(one.own().value()));
        }
        for (var one : skipped) {
            lines.add("skipped " + shown(one.path()) + ": " + one.reason());
        }
        return lines;
    }

    /// Tells what was renamed and what was skipped.
    public void tell(CommandOutput output) {
        lines().forEach(line -> output.say("sampan: " + line));
    }

    /// How many files should have been put and could not be.
    public long failures() {
        return skipped.stream().filter(SkippedFile::failure).count();
    }

    /// What the command ends with, which would have ended with `code`: files that could not be put
    /// make a command fail that was done otherwise. Says so.
    public int exitCode(int code, CommandOutput output) {
        if (failures() == 0) {
            return code;
        }
        output.say(
                "sampan: "
                        + (failures() == 1 ? "1 file was" : failures() + " files were")
                        + " skipped, as told above; all others are not affected.");
        return code == ExitCode.DONE ? ExitCode.FAILED : code;
    }
}
