package io.sampan.bench.measure;

/// One who takes turns with others.
public interface Contender {

    String name();

    /// Does the work once, removes what it made, and says what it took.
    ///
    /// @param round counts from 0; round 0 is thrown away
    /// @throws BenchException if the work was not done, or not done right
    Sample once(int round);

    /// Of a name and a piece of work.
    static Contender of(String name, Work work) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Sample once(int round) {
                return work.once(round);
            }
        };
    }

    /// The work alone.
    @FunctionalInterface
    interface Work {
        Sample once(int round);
    }
}
