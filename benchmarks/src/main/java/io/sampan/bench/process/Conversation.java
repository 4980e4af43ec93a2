package io.sampan.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sampan.bench.measure.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/// A process that answers each line with one line. Fields are separated by tabs; an answer starts
/// with `done` or `failed`. Used by one thread.
public final class Conversation {

    private final Running running;
    private final BufferedReader answers;

    Conversation(Running running) {
        this.running = running;
        this.answers = running.process().inputReader(UTF_8);
    }

    public Running running() {
        return running;
    }

    /// Asks, waits, and gives what stands after `done`.
    public List<String> ask(String... words) {
        try {
            var out = running.process().getOutputStream();
            out.write((String.join("\t", words) + "\n").getBytes(UTF_8));
            out.flush();
            var answer = answers.readLine();
            if (answer == null) {
                throw new BenchException("ended: " + running.tail());
            }
            var fields = List.of(answer.split("\t", -1));
            if (!fields.getFirst().equals("done")) {
                throw new BenchException(words[0] + ": " + answer);
            }
            return fields.subList(1, fields.size());
        } catch (IOException e) {
            throw new BenchException("ended: " + running.tail(), e);
        }
    }
}
