package io.sampan.store;

import io.sampan.core.storage.DeviceRecord;
import io.sampan.core.storage.DeviceRepository;
import io.sampan.core.storage.Joining;
import io.sampan.disk.SqliteFile;
import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The devices of people, in the table `device`, and ended sessions, in `ended_session`. Ids are
/// made of keys, so a device is found by its id among the few of its person.
record SqliteDevices(SqliteFile file) implements DeviceRepository {

    @Override
    public Optional<DeviceRecord> find(UserName person, IdentityKey key) {
        return StorageFaults.translate(() -> file.read(handle -> find(handle, person, key)));
    }

    static Optional<DeviceRecord> find(Handle handle, UserName person, IdentityKey key) {
        return handle.createQuery("SELECT * FROM device WHERE person = :person AND key = :key")
                .bind("person", person.value())
                .bind("key", key.bytes())
                .map((row, _) -> device(row))
                .findOne();
    }

    @Override
    public Optional<DeviceRecord> find(UserName person, DeviceId id) {
        return StorageFaults.translate(() -> file.read(handle -> find(handle, person, id)));
    }

    static List<DeviceRecord> active(Handle handle, UserName person) {
        return all(handle, person).stream().filter(DeviceRecord::isActive).toList();
    }

    private static Optional<DeviceRecord> find(Handle handle, UserName person, DeviceId id) {
        return all(handle, person).stream().filter(device -> device.id().equals(id)).findFirst();
    }

    private static List<DeviceRecord> all(Handle handle, UserName person) {
        return handle.createQuery("SELECT * FROM device WHERE person = :person ORDER BY number")
                .bind("person", person.value())
                .map((row, _) -> device(row))
                .list();
    }

    private static DeviceRecord device(ResultSet row) throws SQLException {
        var revoked = row.getLong("revoked");
        return new DeviceRecord(
                new UserName(row.getString("person")),
                IdentityKey.of(row.getBytes("key")),
                new DeviceLabel(row.getString("label")),
                Instants.of(row.getLong("added")),
                Instants.of(row.getLong("seen")),
                revoked == 0 ? Optional.empty() : Optional.of(Instants.of(revoked)));
    }

    static void add(Handle handle, Joining joining) {
        handle.execute(
                "INSERT INTO device (person, key, label, added, seen) VALUES (?, ?, ?, ?, ?)",
                joining.name().value(),
                joining.key().bytes(),
                joining.label().value(),
                Instants.nanos(joining.now()),
                Instants.nanos(joining.now()));
    }

    static void revokeAll(Handle handle, UserName person, Instant when) {
        handle.execute(
                "UPDATE device SET revoked = ? WHERE person = ? AND revoked IS NULL",
                Instants.nanos(when),
                person.value());
    }

    @Override
    public List<DeviceRecord> of(UserName person) {
        return StorageFaults.translate(() -> file.read(handle -> active(handle, person)));
    }

    @Override
    public List<DeviceRecord> revokedSince(Instant when) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT * FROM device WHERE revoked >= ?")
                                .bind(0, Instants.nanos(when))
                                .map((row, _) -> device(row))
                                .list()));
    }

    @Override
    public boolean rename(UserName person, DeviceId id, DeviceLabel label) {
        return change(person, id, "label = ?", label.value());
    }

    @Override
    public boolean revoke(UserName person, DeviceId id, Instant when) {
        return change(person, id, "revoked = coalesce(revoked, ?)", Instants.nanos(when));
    }

    @Override
    public void seen(UserName person, DeviceId id, Instant when) {
        var _ = change(person, id, "seen = max(seen, ?)", Instants.nanos(when));
    }

    /// @return whether there is such a device
    private boolean change(UserName person, DeviceId id, String assignment, Object value) {
        return StorageFaults.translate(() ->
                file.write(handle ->
                        find(handle, person, id)
                                .map(device ->
                                        handle.execute(
                                                "UPDATE device SET "
                                                        + assignment
                                                        + " WHERE person = ? AND key = ?",
                                                value,
                                                person.value(),
                                                device.key().bytes()))
                                .isPresent()));
    }

    @Override
    public void endSession(String session, Instant until) {
        StorageFaults.translate(() ->
                file.change(handle ->
                        handle.execute(
                                "INSERT OR IGNORE INTO ended_session (id, expires) VALUES (?, ?)",
                                session,
                                Instants.nanos(until))));
    }

    @Override
    public boolean isEnded(String session) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT 1 FROM ended_session WHERE id = ?")
                                .bind(0, session)
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent()));
    }

    @Override
    public void forgetSessions(Instant expiredBefore) {
        StorageFaults.translate(() ->
                file.change(handle ->
                        handle.execute(
                                "DELETE FROM ended_session WHERE expires < ?",
                                Instants.nanos(expiredBefore))));
    }
}
