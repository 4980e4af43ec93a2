package io.sampan.systemtests.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Strikes one blow after the other, each healed before the next, until it is told that it is over.
/// Several of them strike at the same time. Runs on one thread.
final class Adversary implements Runnable {

    private final String name;
    private final Chances chances;
    private final List<Function<Chances, Blow>> repertoire;
    private final Duration rest;
    private final Clock clock;
    private final Timeline timeline;
    private final AtomicInteger blows = new AtomicInteger();

    /// @param repertoire what it may do
    /// @param rest the longest time between two blows
    Adversary(
            String name,
            Chances chances,
            List<Function<Chances, Blow>> repertoire,
            Duration rest,
            Clock clock,
            Timeline timeline) {
        this.name = name;
        this.chances = chances;
        this.repertoire = repertoire;
        this.rest = rest;
        this.clock = clock;
        this.timeline = timeline;
    }

    @Override
    public void run() {
        while (clock.sleeps(chances.time(rest.dividedBy(4), rest))) {
            var blow = chances.pick(repertoire).apply(chances);
            timeline.say(name, "%s, for %d ms", blow.name(), blow.lasts().toMillis());
            blow.strike().run();
            blows.incrementAndGet();
            try {
                var _ = clock.sleeps(blow.lasts());
            } finally {
                blow.heal().run();
            }
            timeline.say(name, "healed: %s", blow.name());
        }
    }

    int blows() {
        return blows.get();
    }
}
