package io.sampan.fuzz;

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

    static Harnesses ofCorpus(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
