package io.sampan.bench.row;

import io.sampan.bench.measure.BenchException;
import java.util.ArrayList;
import java.util.List;

/// How many requests of one kind were made in [io.sampan.bench.driver.Load], and what became of
/// them.
///
/// @param refused how many of the answers were refusals
/// @param trouble what went wrong first; empty if nothing did
record Asked(String kind, long asked, long answered, long refused, String trouble) {

    private static final int FIELDS = 5;

    /// All kinds, from the driver's answer.
    static List<Asked> all(List<String> fields) {
        if (fields.size() % FIELDS != 0) {
            throw new BenchException("not understood: " + fields);
        }
        var all = new ArrayList<Asked>();
        for (var at = 0; at < fields.size(); at += FIELDS) {
            all.add(
                    new Asked(
                            fields.get(at),
                            Long.parseLong(fields.get(at + 1)),
                            Long.parseLong(fields.get(at + 2)),
                            Long.parseLong(fields.get(at + 3)),
                            fields.get(at + 4)));
        }
        return all;
    }

    long unanswered() {
        return asked - answered;
    }

    String show() {
        return "%s: %d asked, %d answered, %d of them with a refusal%s"
                .formatted(kind, asked, answered, refused, trouble.isEmpty() ? "" : "; " + trouble);
    }
}
