package io.sampan.store;

import io.sampan.core.storage.PeopleRepository;
import io.sampan.core.storage.Person;
import io.sampan.disk.SqliteFile;
import io.sampan.model.IdentityKey;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Who is known, in the tables `person` and `invite`.
record SqlitePeople(SqliteFile file) implements PeopleRepository {

    @Override
    public void invite(Sha256 code, Instant expires) {
        Faults.translate(() ->
                file.change(handle ->
                        handle.execute(
                                "INSERT INTO invite (code, expires) VALUES (?, ?)",
                                code.bytes(),
                                Instants.nanos(expires))));
    }

    @Override
    public Joined join(Person person, Sha256 code, Instant now) {
        return Faults.translate(() -> file.write(handle -> join(handle, person, code, now)));
    }

    private static Joined join(Handle handle, Person person, Sha256 code, Instant now) {
        var known = find(handle, person.name());
        var owner = known.flatMap(Person::key);
        if (owner.isPresent()) {
            return owner.equals(person.key()) ? Joined.DONE : Joined.NAME_TAKEN;
        }
        var used =
                handle.execute(
                        "DELETE FROM invite WHERE code = ? AND expires > ?",
                        code.bytes(),
                        Instants.nanos(now));
        if (used == 0) {
            return Joined.BAD_INVITE;
        }
        handle.execute("DELETE FROM person WHERE name = ?", person.name().value());
        insert(handle, person);
        return Joined.DONE;
    }

    @Override
    public void welcome(Person person) {
        Faults.translate(() -> file.change(handle -> insert(handle, person)));
    }

    private static void insert(Handle handle, Person person) {
        handle.execute(
                "INSERT OR IGNORE INTO person (name, key, joined) VALUES (?, ?, ?)",
                person.name().value(),
                person.key().map(IdentityKey::bytes).orElse(null),
                Instants.nanos(person.joined()));
    }

    @Override
    public Optional<Person> find(UserName name) {
        return Faults.translate(() -> file.read(handle -> find(handle, name)));
    }

    private static Optional<Person> find(Handle handle, UserName name) {
        return handle.createQuery("SELECT name, key, joined FROM person WHERE name = :name")
                .bind("name", name.value())
                .map((row, _) -> person(row))
                .findOne();
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                new UserName(row.getString("name")),
                Optional.ofNullable(row.getBytes("key")).map(IdentityKey::of),
                Instants.of(row.getLong("joined")));
    }

    @Override
    public boolean hasKeys() {
        return Faults.translate(() ->
                file.read(handle ->
                        handle.createQuery(
                                        "SELECT EXISTS (SELECT 1 FROM person WHERE key IS NOT NULL)")
                                .mapTo(Boolean.class)
                                .one()));
    }

    @Override
    public int count() {
        return Faults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT count(*) FROM person")
                                .mapTo(Integer.class)
                                .one()));
    }
}
