package io.sampan.store;

import io.sampan.core.storage.AgeClock;
import io.sampan.core.storage.LedgerMarks;
import io.sampan.disk.SqliteFile;
import java.time.Duration;
import java.util.Optional;

/// What the ledger keeps about the store as a whole, in the tables `age` and `generation`.
record SqliteMarks(SqliteFile file) implements LedgerMarks {

    @Override
    public Optional<AgeClock.Mark> age() {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT age, wall, held FROM age")
                                .map((row, _) ->
                                        new AgeClock.Mark(
                                                Instants.of(row.getLong(1)),
                                                Instants.of(row.getLong(2)),
                                                Duration.ofNanos(row.getLong(3))))
                                .findOne()));
    }

    /// The row is replaced by one of the same size, which is possible on a full disk too.
    @Override
    public void keep(AgeClock.Mark mark) {
        StorageFaults.translate(() ->
                file.changeFromReserve(handle ->
                        handle.execute(
                                "INSERT OR REPLACE INTO age (one, age, wall, held)"
                                        + " VALUES (1, ?, ?, ?)",
                                Instants.nanos(mark.age()),
                                Instants.nanos(mark.wall()),
                                mark.held().toNanos())));
    }

    /// Which state of the store the ledger was last seen with; empty in one that never was.
    Optional<Generation> generation() {
        return file.read(handle ->
                handle.createQuery("SELECT store, number FROM generation")
                        .map((row, _) -> new Generation(row.getLong(1), row.getLong(2)))
                        .findOne());
    }

    /// *Synced.*
    void record(Generation generation) {
        file.changeFromReserve(handle ->
                handle.execute(
                        "INSERT OR REPLACE INTO generation (one, store, number) VALUES (1, ?, ?)",
                        generation.store(),
                        generation.number()));
    }
}
