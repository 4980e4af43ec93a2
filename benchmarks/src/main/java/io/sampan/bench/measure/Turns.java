package io.sampan.bench.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Lets contenders take turns, A B C A B C …, so that whatever else the machine does meets them all
/// alike.
///
/// @param rounds how many count; one more is made before them and thrown away
/// @param progress told what happens
public record Turns(int rounds, Progress progress) {

    /// All series in the order of their contenders.
    public List<Series> take(Unit unit, List<Contender> contenders) {
        var samples = new LinkedHashMap<String, List<Sample>>();
        for (var round = 0; round <= rounds; round++) {
            var line = new ArrayList<String>();
            for (var contender : contenders) {
                var sample = contender.once(round);
                line.add(contender.name() + " " + unit.show(sample.value()));
                if (round > 0) {
                    samples.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(sample);
                }
            }
            progress.say(
                    (round == 0 ? "warm-up" : "round " + round) + ": " + String.join(", ", line));
        }
        return samples.entrySet().stream()
                .map(entry -> new Series(entry.getKey(), unit, entry.getValue()))
                .toList();
    }
}
