package io.sampan.bench.row;

import io.sampan.bench.measure.Memory;
import io.sampan.bench.process.Limits;
import io.sampan.bench.process.Place;
import io.sampan.bench.report.RowResult;

/// What somebody who is online and says nothing costs the server: resident memory with 10,000 of
/// them, each of whom sees all the others, less what it was with one.
record OnlineRow() implements Row {

    private static final int PEOPLE = 10_000;
    private static final int FILES_FOR_THE_REST = 500;
    private static final double TARGET_KIBIBYTES = 30;

    @Override
    public String name() {
        return "online";
    }

    @Override
    public String title() {
        return "resident memory of a server for each idle person online";
    }

    @Override
    public RowResult run(Bench bench) {
        var people = Math.min(PEOPLE, Limits.files() - FILES_FOR_THE_REST);
        try (var shop = bench.workshop()) {
            var port = shop.freePort();
            var server = bench.launcher().server(shop, Place.HERE, shop.inMemory("server"), port);
            var crowd = bench.launcher().crowd(shop, port);
            crowd.ask("gather", "1");

            var before = Memory.residentKibibytes(server.pid());
            crowd.ask("gather", Integer.toString(people));
            var with = Memory.residentKibibytes(server.pid());

            return new MemoryEach(people, "people", before, with).row(this, TARGET_KIBIBYTES);
        }
    }
}
