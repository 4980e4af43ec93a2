package io.sampan.client.journal;

import io.sampan.client.journal.StoredTask.Figures;
import io.sampan.client.journal.StoredTask.What;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.TaskState;
import io.sampan.disk.SqliteFile;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.RefusalCode;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The tasks of one user in one home. Shared by all processes of the home; every change is synced
/// when its call returns. All methods may be called from any thread, and throw
/// [io.sampan.disk.DiskException] when the database fails.
public final class Journal implements AutoCloseable {

    private final SqliteFile file;
    private final UserName user;
    private final InstantSource clock;
    private final JournalCopy copy;

    private Journal(SqliteFile file, UserName user, InstantSource clock, JournalCopy copy) {
        this.file = file;
        this.user = user;
        this.clock = clock;
        this.copy = copy;
    }

    /// Opens or makes the journal of a home.
    ///
    /// @throws io.sampan.disk.DamagedFileException if SQLite finds it damaged, and it was moved
    ///   aside; or if something in it cannot be read by this process, and it is where it was
    public static Journal open(Path path, UserName user, InstantSource clock) {
        return open(path, user, clock, JournalCopy.NONE);
    }

    private static Journal open(Path path, UserName user, InstantSource clock, JournalCopy copy) {
        return new Journal(
                SqliteFile.open(path, List.of(script("1.sql"), script("2.sql")), Journal::look),
                user,
                clock,
                copy);
    }

    /// Opens a copy of a home's journal, for reading where the home cannot be written: no process
    /// changes it then. The copy goes when it is closed.
    public static Journal openCopy(Path path, UserName user, InstantSource clock) {
        var copy = JournalCopy.of(path);
        try {
            return open(copy.journal(), user, clock, copy);
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private static void look(Handle handle) {
        handle.createQuery("SELECT * FROM tasks")
                .map((row, _) -> TaskRows.read(row))
                .forEach(task -> {});
        handle.createQuery("SELECT upload FROM farewells")
                .mapTo(String.class)
                .map(UploadId::parse)
                .forEach(upload -> {});
    }

    private static String script(String name) {
        try (var in = Journal.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- what callers ask for ----------------------------------------------------------------

    /// Adds tasks, all or none, and returns their numbers in the same order.
    public List<TaskId> add(Collection<? extends What> tasks) {
        return file.write(handle -> {
            var ids = new ArrayList<TaskId>(tasks.size());
            var next =
                    handle.createQuery(
                                    "SELECT coalesce(max(seq), 0) FROM sqlite_sequence"
                                            + " WHERE name = 'tasks'")
                            .mapTo(Long.class)
                            .one();
            var batch = handle.prepareBatch(TaskRows.INSERT);
            for (var what : tasks) {
                next++;
                TaskRows.bind(batch, what)
                        .bind("id", next)
                        .bind("user", user.value())
                        .bind("now", now())
                        .add();
                ids.add(new TaskId(next));
            }
            if (!ids.isEmpty()) {
                batch.execute();
            }
            return ids;
        });
    }

    /// Says what is wanted of a task, unless it is over. Wanting that a paused or failed task goes
    /// on makes it wait for its turn.
    public void want(Collection<TaskId> ids, Want want) {
        file.change(handle -> {
            var batch =
                    handle.prepareBatch(
                            "UPDATE tasks SET want = :want, updated = :now,"
                                    + " state = CASE WHEN :want = 'GO'"
                                    + " AND state IN ('PAUSED', 'FAILED')"
                                    + " THEN 'WAITING' ELSE state END,"
                                    + " reason = CASE WHEN :want = 'GO' THEN '' ELSE"
                                    + " reason END,"
                                    + " refusal = CASE WHEN :want = 'GO' THEN NULL ELSE"
                                    + " refusal END"
                                    + " WHERE id = :id AND user = :user"
                                    + " AND state NOT IN ('DONE', 'CANCELLED')"
                                    + " AND want <> 'CANCEL'");
            for (var id : ids) {
                batch.bind("want", want.name())
                        .bind("id", id.value())
                        .bind("user", user.value())
                        .bind("now", now())
                        .add();
            }
            if (!ids.isEmpty()) {
                batch.execute();
            }
        });
    }

    /// Forgets tasks that are done or cancelled, and says how many.
    public int forgetOver() {
        return file.write(handle ->
                handle.createUpdate(
                                "DELETE FROM tasks WHERE user = :user"
                                        + " AND state IN ('DONE', 'CANCELLED')")
                        .bind("user", user.value())
                        .execute());
    }

    /// The temporary sources of all tasks that are not over, whoever's they are.
    public Set<Path> temporarySources() {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT source FROM tasks WHERE remove_source = 1"
                                        + " AND state NOT IN ('DONE', 'CANCELLED')")
                        .mapTo(String.class)
                        .map(Path::of)
                        .collect(Collectors.toSet()));
    }

    // ---- what is known -----------------------------------------------------------------------

    /// The task, if the journal has it.
    public Optional<StoredTask> find(TaskId id) {
        return query("id = :id", Map.of("id", id.value())).stream().findFirst();
    }

    /// All tasks, oldest first.
    ///
    /// @param over whether those that are done or cancelled are wanted too
    public List<StoredTask> all(boolean over) {
        return query(over ? "true" : "state NOT IN ('DONE', 'CANCELLED')", Map.of());
    }

    /// Tasks that may run now, oldest first: those that wait, and those whose process was killed.
    public List<TaskId> runnable() {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT id FROM tasks WHERE user = :user"
                                        + " AND state NOT IN ('DONE', 'CANCELLED')"
                                        + " AND state IN ('WAITING', 'RUNNING')"
                                        + " AND want = 'GO' ORDER BY id")
                        .bind("user", user.value())
                        .map((row, context) -> new TaskId(row.getLong(1)))
                        .list());
    }

    /// The tasks with numbers from `first` to `last`, oldest first.
    public List<StoredTask> between(TaskId first, TaskId last) {
        return query(
                "id BETWEEN :first AND :last",
                Map.of("first", first.value(), "last", last.value()));
    }

    /// Tasks whose state is not yet what is wanted.
    public List<StoredTask> wanting() {
        return query(
                "(want = 'PAUSE' AND state IN ('WAITING', 'RUNNING'))"
                        + " OR (want = 'CANCEL' AND state NOT IN ('DONE', 'CANCELLED'))",
                Map.of());
    }

    private List<StoredTask> query(String where, Map<String, ?> bindings) {
        return file.read(handle ->
                handle.createQuery(
                                "SELECT * FROM tasks WHERE user = :user AND ("
                                        + where
                                        + ") ORDER BY id")
                        .bind("user", user.value())
                        .bindMap(bindings)
                        .map((row, context) -> TaskRows.read(row))
                        .list());
    }

    /// Another number after anybody has changed anything. Cheap.
    public long version() {
        return file.dataVersion();
    }

    // ---- what the runner says ----------------------------------------------------------------

    /// How a task stands now.
    ///
    /// @param media what it became, if it is done
    public record Standing(
            TaskId id,
            TaskState state,
            String reason,
            Optional<RefusalCode> refusal,
            Optional<Media> media,
            Figures figures) {}

    /// Says how tasks stand. A task that is over stays so; one that is wanted to go away meanwhile
    /// still is.
    public void stand(Collection<Standing> standings) {
        if (standings.isEmpty()) {
            return;
        }
        file.change(handle -> {
            var batch = handle.prepareBatch(TaskRows.STAND);
            for (var standing : standings) {
                TaskRows.bind(batch, standing).bind("now", now()).add();
            }
            batch.execute();
        });
    }

    /// The target of a download is chosen.
    public void chosen(TaskId id, MediaId media, Path target) {
        file.change(handle ->
                handle.createUpdate(
                                "UPDATE tasks SET media_id = :media, chosen = :chosen"
                                        + " WHERE id = :id")
                        .bind("media", media.toString())
                        .bind("chosen", target.toString())
                        .bind("id", id.value())
                        .execute());
    }

    /// The source has changed: the task goes on as another upload, and the one before is to be
    /// cancelled.
    public void startOver(TaskId id, UploadId before, StoredTask.Put now) {
        file.change(handle -> {
            handle.createUpdate(
                            "UPDATE tasks SET upload = :upload, size = :size,"
                                    + " modified = :modified, file_key = :key,"
                                    + " done = 0, total = :size WHERE id = :id")
                    .bind("upload", now.upload().toString())
                    .bind("size", now.size())
                    .bind("modified", now.modified())
                    .bind("key", now.key())
                    .bind("id", id.value())
                    .execute();
            farewell(handle, before);
        });
    }

    // ---- uploads that the server should forget -----------------------------------------------

    /// The server is to be told that an upload is not wanted any more.
    public void farewell(UploadId upload) {
        file.change(handle -> farewell(handle, upload));
    }

    private void farewell(Handle handle, UploadId upload) {
        handle.createUpdate(
                        "INSERT OR IGNORE INTO farewells (upload, user) VALUES (:upload, :user)")
                .bind("upload", upload.toString())
                .bind("user", user.value())
                .execute();
    }

    /// Uploads that the server was not told of yet.
    public List<UploadId> farewells() {
        return file.read(handle ->
                handle.createQuery("SELECT upload FROM farewells WHERE user = :user")
                        .bind("user", user.value())
                        .mapTo(String.class)
                        .map(UploadId::parse)
                        .list());
    }

    /// The server has been told.
    public void saidFarewell(UploadId upload) {
        file.change(handle ->
                handle.createUpdate("DELETE FROM farewells WHERE upload = :upload")
                        .bind("upload", upload.toString())
                        .execute());
    }

    private long now() {
        return clock.millis();
    }

    @Override
    public void close() {
        try (copy) {
            file.close();
        }
    }
}
