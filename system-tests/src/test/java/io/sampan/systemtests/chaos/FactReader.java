package io.sampan.systemtests.chaos;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/// Writes down what the commands of one person have said. Used by that person's thread.
final class FactReader {

    private final String name;
    private final Path folder;
    private final Expectations testimony;

    /// @param folder with the files that the person sends
    FactReader(String name, Path folder, Expectations testimony) {
        this.name = name;
        this.folder = folder;
        this.testimony = testimony;
    }

    /// @param begun when the command was started
    /// @param killed whether the last thing that it said may not have been done
    void read(Run run, long begun, boolean killed) {
        var told = new Told(begun, System.nanoTime());
        var facts = run.facts();
        for (var i = 0; i < facts.size(); i++) {
            var fact = facts.get(i);
            var isLast = i == facts.size() - 1;
            switch (fact.path("event").asString()) {
                case "stored" -> stored(fact, told);
                case "sent" -> sent(fact, told);
                case "receipt" ->
                        testimony.onReceipt(
                                fact.path("id").asString(), fact.path("recipient").asString());
                case "message" -> message(fact, killed && isLast);
                case "sum" ->
                        testimony.onCarried(
                                fact.path("sent").asLong(), fact.path("resent").asLong());
                default -> {
                    // A fact that promises nothing.
                }
            }
        }
    }

    private void stored(JsonNode fact, Told told) {
        var label = fact.path("name").asString();
        testimony.onStored(fact.path("id").asString(), label, fact.path("digest").asString(), told);
        if (!label.startsWith("sent")) {
            remove(folder.resolve(label));
        }
    }

    private void sent(JsonNode fact, Told told) {
        testimony.onSent(
                name,
                fact.path("id").asString(),
                fact.path("to").valueStream().map(JsonNode::asString).toList(),
                told);
        fact.path("files").valueStream().forEach(file -> remove(folder.resolve(file.asString())));
    }

    private void message(JsonNode fact, boolean unsure) {
        var from = fact.path("from").asString();
        if (from.equals(Trouble.MEMBER)) {
            return;
        }
        testimony.onReceived(
                new Received(
                        fact.path("id").asString(),
                        name,
                        from,
                        fact.path("text").asString(),
                        unsure));
        fact.path("files").valueStream().forEach(this::file);
    }

    /// A file of a message: it is here, or it is told why not.
    private void file(JsonNode file) {
        var id = file.path("id").asString();
        if (file.has("gone")) {
            if (!testimony.isRemoved(id) && !testimony.mayLack(id)) {
                testimony.blame(
                        name + " is told that a file is gone, which nobody removed: " + file);
            }
        } else if (file.has("file")) {
            var path = Path.of(file.path("file").asString());
            testimony
                    .made(file.path("name").asString())
                    .ifPresentOrElse(
                            made -> compare(path, made),
                            () -> testimony.blame("nobody made " + file));
            remove(path);
        } else if (!file.path("pending").asBoolean()) {
            testimony.blame(name + " is told nothing of a file: " + file);
        }
    }

    /// A file that somebody has is what was made.
    void compare(Path file, Made made) {
        if (!Files.exists(file) || !Content.treeDigest(file).toString().equals(made.digest())) {
            testimony.blame(file + " of " + name + " is not " + made);
        }
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
