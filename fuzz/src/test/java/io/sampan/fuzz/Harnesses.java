package io.sampan.fuzz;

import java.time.Duration;
import java.util.Locale;

/// All of them.
enum Harnesses {
    FRAMES,
    SCHEMA,
    PACKAGE,
    LINK,
    CONFIGURATION,
    IDENTITY,
    LEAF_TABLE,
    JOURNAL,
    LEDGER;

    Harness make() {
        return switch (this) {
            case FRAMES -> new FrameHarness();
            case SCHEMA -> new SchemaHarness();
            case PACKAGE -> new PackageHarness();
            case LINK -> new LinkHarness();
            case CONFIGURATION -> new ConfigurationHarness();
            case IDENTITY -> new IdentityHarness();
            case LEAF_TABLE -> new LeafTableHarness();
            case JOURNAL -> new JournalHarness();
            case LEDGER -> new LedgerHarness();
        };
    }

    /// The name of its corpus.
    String corpus() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// How much of a time it needs. What only the program itself writes, and what another one reads
    /// by the same code, gets a part of it.
    Duration shareOf(Duration time) {
        return switch (this) {
            case IDENTITY, LEDGER -> time.dividedBy(6).plusSeconds(1);
            case FRAMES, SCHEMA, PACKAGE, LINK, CONFIGURATION, LEAF_TABLE, JOURNAL -> time;
        };
    }

    static Harnesses ofCorpus(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
