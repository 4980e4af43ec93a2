package io.sampan.store;

import io.sampan.core.storage.UploadRecord;
import io.sampan.core.storage.UploadRepository;
import io.sampan.disk.SqliteFile;
import io.sampan.model.ContentType;
import io.sampan.model.MediaName;
import io.sampan.model.Offer;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The uploads that are not complete, in the table `upload`.
record SqliteUploads(SqliteFile file) implements UploadRepository {

    private static final String COLUMNS =
            "id, owner, name, size, type, shared, state, offered, touched, modified, executable";

    @Override
    public void record(UploadRecord upload) {
        StorageFaults.translate(() -> {
            if (upload.state() == UploadRecord.State.OPEN) {
                file.change(handle -> record(handle, upload));
            } else {
                file.changeFromReserve(handle -> record(handle, upload));
            }
        });
    }

    private static void record(Handle handle, UploadRecord upload) {
        var offer = upload.offer();
        handle.execute(
                "INSERT OR REPLACE INTO upload ("
                        + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Ids.bytes(offer.id()),
                upload.owner().value(),
                offer.name().value(),
                offer.size(),
                offer.type().value(),
                offer.shared(),
                upload.state().name(),
                Instants.nanos(upload.offered()),
                Instants.nanos(upload.touched()),
                Traits.modified(offer.traits()),
                offer.traits().executable());
    }

    @Override
    public Optional<UploadRecord> find(UploadId id) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT " + COLUMNS + " FROM upload WHERE id = ?")
                                .bind(0, Ids.bytes(id))
                                .map((row, _) -> upload(row))
                                .findOne()));
    }

    @Override
    public List<UploadRecord> all() {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery(
                                        "SELECT " + COLUMNS + " FROM upload ORDER BY offered, id")
                                .map((row, _) -> upload(row))
                                .list()));
    }

    private static UploadRecord upload(ResultSet row) throws SQLException {
        return new UploadRecord(
                new Offer(
                        Ids.uploadId(row.getBytes(1)),
                        new MediaName(row.getString(3)),
                        row.getLong(4),
                        new ContentType(row.getString(5)),
                        row.getBoolean(6),
                        Traits.of(row)),
                new UserName(row.getString(2)),
                UploadRecord.State.valueOf(row.getString(7)),
                Instants.of(row.getLong(8)),
                Instants.of(row.getLong(9)));
    }

    @Override
    public void touch(UploadId id, Instant when) {
        StorageFaults.translate(() ->
                file.change(handle ->
                        handle.execute(
                                "UPDATE upload SET touched = ? WHERE id = ?",
                                Instants.nanos(when),
                                Ids.bytes(id))));
    }

    @Override
    public void remove(UploadId id) {
        StorageFaults.translate(() -> file.changeFromReserve(handle -> remove(handle, id)));
    }

    /// Forgets the upload, as a part of a larger change.
    static void remove(Handle handle, UploadId id) {
        handle.execute("DELETE FROM upload WHERE id = ?", Ids.bytes(id));
    }
}
