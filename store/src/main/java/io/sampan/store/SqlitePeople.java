package io.sampan.store;

import io.sampan.core.storage.Invite;
import io.sampan.core.storage.Invite.Kind;
import io.sampan.core.storage.Joining;
import io.sampan.core.storage.PeopleRepository;
import io.sampan.core.storage.PersonRecord;
import io.sampan.disk.SqliteFile;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Who is known, in the tables `person`, `look` and `invitation`; `device` is written here when a
/// key is let in.
record SqlitePeople(SqliteFile file) implements PeopleRepository {

    @Override
    public void invite(Invite invite) {
        StorageFaults.translate(() ->
                file.change(handle ->
                        handle.execute(
                                """
                                INSERT OR IGNORE INTO invitation (code, kind, person, made, expires)
                                VALUES (?, ?, ?, ?, ?)\
                                """,
                                invite.code().bytes(),
                                invite.kind().name(),
                                invite.person().map(UserName::value).orElse(null),
                                Instants.nanos(invite.made()),
                                Instants.nanos(invite.expires()))));
    }

    @Override
    public List<Invite> invites(Instant now) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM invitation
                                        WHERE used_key IS NULL AND expires > ? ORDER BY made, code\
                                        """)
                                .bind(0, Instants.nanos(now))
                                .map((row, _) -> invite(row))
                                .list()));
    }

    @Override
    public Optional<Invite> findInvite(Sha256 code, Instant now) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery(
                                        "SELECT * FROM invitation WHERE code = ? AND expires > ?")
                                .bind(0, code.bytes())
                                .bind(1, Instants.nanos(now))
                                .map((row, _) -> invite(row))
                                .findOne()));
    }

    private static Invite invite(ResultSet row) throws SQLException {
        return new Invite(
                Sha256.of(row.getBytes("code")),
                Kind.valueOf(row.getString("kind")),
                Optional.ofNullable(row.getString("person")).map(UserName::new),
                Instants.of(row.getLong("made")),
                Instants.of(row.getLong("expires")),
                Optional.ofNullable(row.getString("used_by")).map(UserName::new));
    }

    @Override
    public boolean revokeInvite(Sha256 code) {
        return StorageFaults.translate(() ->
                file.write(handle ->
                        handle.execute(
                                        "DELETE FROM invitation WHERE code = ? AND used_key IS NULL",
                                        code.bytes())
                                > 0));
    }

    @Override
    public int voidInvites(Set<Kind> kinds) {
        return StorageFaults.translate(() ->
                file.write(handle ->
                        kinds.stream()
                                .mapToInt(kind ->
                                        handle.execute(
                                                "DELETE FROM invitation WHERE kind = ? AND used_key IS NULL",
                                                kind.name()))
                                .sum()));
    }

    @Override
    public int forgetInvites(Instant when) {
        return StorageFaults.translate(() ->
                file.write(handle ->
                        handle.execute(
                                "DELETE FROM invitation WHERE expires < ?", Instants.nanos(when))));
    }

    @Override
    public Joined join(Joining joining) {
        return known(joining)
                .orElseGet(() ->
                        StorageFaults.translate(() -> file.write(handle -> join(handle, joining))));
    }

    /// Reading first: as a rule the key is known, and changes wait for one another.
    private Optional<Joined> known(Joining joining) {
        return StorageFaults.translate(() -> file.read(handle -> known(handle, joining)));
    }

    private static Optional<Joined> known(Handle handle, Joining joining) {
        return SqliteDevices.find(handle, joining.name(), joining.key())
                .map(device -> device.isActive() ? Joined.KNOWN : Joined.REVOKED);
    }

    private static Joined join(Handle handle, Joining joining) {
        var known = known(handle, joining);
        if (known.isPresent()) {
            return known.get();
        }
        var invite = usable(handle, joining);
        if (invite.isEmpty()) {
            return Joined.BAD_INVITE;
        }
        var joined =
                invite.get().kind().makesPerson()
                        ? newPerson(handle, joining)
                        : newDevice(handle, joining, invite.get().kind());
        if (joined.isIn()) {
            SqliteDevices.add(handle, joining);
            handle.execute(
                    "UPDATE invitation SET used_by = ?, used_key = ? WHERE code = ?",
                    joining.name().value(),
                    joining.key().bytes(),
                    joining.code().bytes());
        }
        return joined;
    }

    private static Optional<Invite> usable(Handle handle, Joining joining) {
        return handle.createQuery(
                        """
                        SELECT * FROM invitation WHERE code = :code AND expires > :now
                          AND used_key IS NULL AND (person IS NULL OR person = :name)\
                        """)
                .bind("code", joining.code().bytes())
                .bind("now", Instants.nanos(joining.now()))
                .bind("name", joining.name().value())
                .map((row, _) -> invite(row))
                .findOne();
    }

    private static Joined newPerson(Handle handle, Joining joining) {
        var name = joining.name();
        if (find(handle, name).filter(PersonRecord::claimed).isPresent()) {
            return Joined.NAME_TAKEN;
        }
        if (joining.forbidden() || looksLikeAnother(handle, joining)) {
            return Joined.CONFUSABLE;
        }
        handle.execute("DELETE FROM person WHERE name = ?", name.value());
        handle.execute(
                "INSERT INTO person (name, joined, claimed) VALUES (?, ?, 1)",
                name.value(),
                Instants.nanos(joining.now()));
        keepLooks(handle, name, joining.looks());
        return Joined.NEW_PERSON;
    }

    private static boolean looksLikeAnother(Handle handle, Joining joining) {
        return joining.looks().stream()
                .anyMatch(look ->
                        handle.createQuery(
                                        """
                                        SELECT 1 FROM look JOIN person USING (name)
                                        WHERE text = :text AND name <> :name AND claimed\
                                        """)
                                .bind("text", look)
                                .bind("name", joining.name().value())
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent());
    }

    private static void keepLooks(Handle handle, UserName name, Set<String> looks) {
        looks.forEach(look ->
                handle.execute(
                        "INSERT OR IGNORE INTO look (text, name) VALUES (?, ?)",
                        look,
                        name.value()));
    }

    private static Joined newDevice(Handle handle, Joining joining, Kind kind) {
        if (find(handle, joining.name()).isEmpty()) {
            return Joined.BAD_INVITE;
        }
        if (kind == Kind.REKEY) {
            SqliteDevices.revokeAll(handle, joining.name(), joining.now());
            handle.execute("UPDATE person SET claimed = 1 WHERE name = ?", joining.name().value());
            return Joined.REKEYED;
        }
        return Joined.NEW_DEVICE;
    }

    @Override
    public void welcome(UserName name, Instant now) {
        StorageFaults.translate(() ->
                file.change(handle ->
                        handle.execute(
                                "INSERT OR IGNORE INTO person (name, joined) VALUES (?, ?)",
                                name.value(),
                                Instants.nanos(now))));
    }

    @Override
    public Optional<PersonRecord> find(UserName name) {
        return StorageFaults.translate(() -> file.read(handle -> find(handle, name)));
    }

    private static Optional<PersonRecord> find(Handle handle, UserName name) {
        return handle.createQuery("SELECT name, joined, claimed FROM person WHERE name = :name")
                .bind("name", name.value())
                .map((row, _) -> person(row))
                .findOne();
    }

    private static PersonRecord person(ResultSet row) throws SQLException {
        return new PersonRecord(
                new UserName(row.getString("name")),
                Instants.of(row.getLong("joined")),
                row.getBoolean("claimed"));
    }

    @Override
    public List<PersonRecord> all() {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT name, joined, claimed FROM person ORDER BY name")
                                .map((row, _) -> person(row))
                                .list()));
    }

    @Override
    public void remove(UserName name) {
        StorageFaults.translate(() ->
                file.change(handle -> {
                    handle.execute("DELETE FROM person WHERE name = ?", name.value());
                    handle.execute("DELETE FROM look WHERE name = ?", name.value());
                    handle.execute("DELETE FROM person_limit WHERE person = ?", name.value());
                    handle.execute(
                            "UPDATE device SET revoked = coalesce(revoked, seen) WHERE person = ?",
                            name.value());
                    handle.execute("DELETE FROM invitation WHERE person = ?", name.value());
                }));
    }

    @Override
    public OptionalLong byteLimit(UserName name) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT bytes FROM person_limit WHERE person = ?")
                                .bind(0, name.value())
                                .map((row, _) -> row.getLong("bytes"))
                                .findOne()
                                .map(OptionalLong::of)
                                .orElseGet(OptionalLong::empty)));
    }

    @Override
    public void limitBytes(UserName name, OptionalLong bytes) {
        StorageFaults.translate(() ->
                file.change(handle -> {
                    handle.execute("DELETE FROM person_limit WHERE person = ?", name.value());
                    if (bytes.isPresent()) {
                        handle.execute(
                                "INSERT INTO person_limit (person, bytes) VALUES (?, ?)",
                                name.value(),
                                bytes.getAsLong());
                    }
                }));
    }

    @Override
    public void fillLooks(Function<UserName, Set<String>> looks) {
        var without =
                StorageFaults.translate(() ->
                        file.read(handle ->
                                handle.createQuery(
                                                """
                                                SELECT name FROM person WHERE claimed
                                                  AND name NOT IN (SELECT name FROM look)\
                                                """)
                                        .mapTo(String.class)
                                        .map(UserName::new)
                                        .list()));
        if (!without.isEmpty()) {
            StorageFaults.translate(() ->
                    file.change(handle ->
                            without.forEach(name -> keepLooks(handle, name, looks.apply(name)))));
        }
    }

    @Override
    public boolean hasKeys() {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT EXISTS (SELECT 1 FROM person WHERE claimed)")
                                .mapTo(Boolean.class)
                                .one()));
    }

    @Override
    public int count() {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT count(*) FROM person")
                                .mapTo(Integer.class)
                                .one()));
    }
}
