package io.sampan.cli.people;

import io.sampan.model.UserName;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// What the tabulator key completes: commands, names behind `/to` and `@`, paths behind `/send`.
///
/// @param names who can be written to, as far as is known here
record ChatWords(Supplier<? extends Collection<UserName>> names) implements Completer {

    static final List<String> COMMANDS =
            List.of("/to", "/send", "/who", "/pause", "/continue", "/cancel", "/help", "/quit");

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        var word = line.word();
        if (line.wordIndex() == 0 && word.startsWith("@")) {
            names.get().forEach(name -> candidates.add(new Candidate("@" + name)));
        } else if (line.wordIndex() == 0) {
            COMMANDS.stream()
                    .filter(command -> command.startsWith(word))
                    .forEach(command -> candidates.add(new Candidate(command)));
        } else if (line.words().getFirst().equals("/to")) {
            completeList(word, candidates);
        } else if (line.words().getFirst().equals("/send")) {
            new FileNameCompleter().complete(reader, line, candidates);
        }
    }

    /// The last of names with commas between them; nobody twice.
    private void completeList(String word, List<Candidate> candidates) {
        var before = word.substring(0, word.lastIndexOf(',') + 1);
        var taken = Arrays.asList(before.split(",", -1));
        names.get().stream()
                .map(UserName::value)
                .filter(name -> !taken.contains(name))
                .forEach(name ->
                        candidates.add(
                                new Candidate(before + name, name, null, null, null, null, false)));
    }
}
