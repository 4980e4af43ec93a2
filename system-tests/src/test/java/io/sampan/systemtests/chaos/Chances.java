package io.sampan.systemtests.chaos;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// What one actor leaves to chance: the same again for the same seed. Used by one thread.
final class Chances {

    private final SplittableRandom random;

    /// @param who has these chances; another actor has others
    Chances(long seed, String who) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + who.hashCode());
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /// From `least` to `most`, both included.
    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    /// From `least` to `most`, both included, and small ones as often as large ones.
    long spread(long least, long most) {
        var share = random.nextDouble();
        return least + (long) ((most - least) * share * share * share);
    }

    Duration time(Duration least, Duration most) {
        return Duration.ofMillis(between(least.toMillis(), most.toMillis()));
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    long seed() {
        return random.nextLong();
    }
}
