package io.sampan.client.journal;

import io.sampan.client.journal.StoredTask.Figures;
import io.sampan.client.journal.StoredTask.Get;
import io.sampan.client.journal.StoredTask.Put;
import io.sampan.client.journal.StoredTask.What;
import io.sampan.client.task.PutRequest.OnNoSpace;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.TaskState;
import io.sampan.model.ContentType;
import io.sampan.model.FileTraits;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/// A task's record as a row, and back.
final class TaskRows {

    static final String INSERT =
            """
            INSERT INTO tasks (id, user, kind, state, want, created, updated,
                upload, source, size, modified, file_key, name, type, shared, md5,
                wait_for_space, remove_source,
                ref, target, into_folder, overwrite, total)
            VALUES (:id, :user, :kind, 'WAITING', 'GO', :now, :now,
                :upload, :source, :size, :modified, :key, :name, :type, :shared, :md5,
                :waitForSpace, :removeSource,
                :ref, :target, :intoFolder, :overwrite, coalesce(:size, 0))
            """;

    static final String STAND =
            """
            UPDATE tasks SET
                state = CASE WHEN :state = 'PAUSED' AND want = 'GO' THEN 'WAITING' ELSE :state END,
                reason = :reason, refusal = :refusal, updated = :now,
                done = :done, total = :total, rate = :rate, carried = :carried, again = :again,
                lanes = :lanes,
                became_id = coalesce(:becameId, became_id),
                became_owner = coalesce(:becameOwner, became_owner),
                became_name = coalesce(:becameName, became_name),
                became_size = coalesce(:becameSize, became_size),
                became_type = coalesce(:becameType, became_type),
                became_digest = coalesce(:becameDigest, became_digest),
                became_shared = coalesce(:becameShared, became_shared),
                became_at = coalesce(:becameAt, became_at),
                became_modified = coalesce(:becameModified, became_modified),
                became_executable = coalesce(:becameExecutable, became_executable)
            WHERE id = :id AND state NOT IN ('DONE', 'CANCELLED')
            """;

    private TaskRows() {}

    static PreparedBatch bind(PreparedBatch batch, What what) {
        return switch (what) {
            case Put put -> bind(batch.bind("kind", "PUT"), Optional.of(put), Optional.empty());
            case Get get -> bind(batch.bind("kind", "GET"), Optional.empty(), Optional.of(get));
        };
    }

    /// A column has a value of one type in all rows of a batch: JDBI looks at the first only.
    private static PreparedBatch bind(PreparedBatch batch, Optional<Put> put, Optional<Get> get) {
        return batch.bind("upload", put.map(task -> task.upload().toString()))
                .bind("source", put.map(task -> task.source().toString()))
                .bind("size", put.map(Put::size))
                .bind("modified", put.map(Put::modified))
                .bind("key", put.map(Put::key))
                .bind("name", put.map(task -> task.name().value()))
                .bind("type", put.map(task -> task.type().value()))
                .bind("shared", put.map(Put::shared))
                .bind("md5", put.map(Put::md5))
                .bind("waitForSpace", put.map(task -> task.onNoSpace() == OnNoSpace.WAIT))
                .bind("removeSource", put.map(Put::removeSource))
                .bind("ref", get.map(Get::ref))
                .bind("target", get.map(task -> task.target().toString()))
                .bind("intoFolder", get.map(Get::intoFolder))
                .bind("overwrite", get.map(Get::overwrite));
    }

    static PreparedBatch bind(PreparedBatch batch, Journal.Standing standing) {
        var media = standing.media();
        var figures = standing.figures();
        return batch.bind("id", standing.id().value())
                .bind("state", standing.state().name())
                .bind("reason", standing.reason())
                .bind("refusal", standing.refusal().map(RefusalCode::number))
                .bind("done", figures.done())
                .bind("total", figures.total())
                .bind("rate", figures.rate())
                .bind("carried", figures.carried())
                .bind("again", figures.again())
                .bind("lanes", figures.lanes())
                .bind("becameId", media.map(m -> m.id().toString()))
                .bind("becameOwner", media.map(m -> m.owner().value()))
                .bind("becameName", media.map(m -> m.name().value()))
                .bind("becameSize", media.map(Media::size))
                .bind("becameType", media.map(m -> m.type().value()))
                .bind("becameDigest", media.map(m -> m.digest().toString()))
                .bind("becameShared", media.map(Media::shared))
                .bind("becameAt", media.map(m -> m.completed().toEpochMilli()))
                .bind(
                        "becameModified",
                        media.flatMap(m -> m.traits().modified())
                                .map(when -> ChronoUnit.NANOS.between(Instant.EPOCH, when)))
                .bind("becameExecutable", media.map(m -> m.traits().executable()));
    }

    static StoredTask read(ResultSet row) throws SQLException {
        return new StoredTask(
                new TaskId(row.getLong("id")),
                row.getString("kind").equals("PUT") ? put(row) : get(row),
                TaskState.valueOf(row.getString("state")),
                Want.valueOf(row.getString("want")),
                row.getString("reason"),
                refusal(row),
                media(row),
                new Figures(
                        row.getLong("done"),
                        row.getLong("total"),
                        row.getLong("rate"),
                        row.getLong("carried"),
                        row.getLong("again"),
                        row.getInt("lanes")),
                Instant.ofEpochMilli(row.getLong("created")),
                Instant.ofEpochMilli(row.getLong("updated")));
    }

    private static Put put(ResultSet row) throws SQLException {
        return new Put(
                UploadId.parse(row.getString("upload")),
                Path.of(row.getString("source")),
                row.getLong("size"),
                row.getLong("modified"),
                row.getString("file_key"),
                new MediaName(row.getString("name")),
                new ContentType(row.getString("type")),
                row.getBoolean("shared"),
                row.getBoolean("md5"),
                row.getBoolean("wait_for_space") ? OnNoSpace.WAIT : OnNoSpace.FAIL,
                row.getBoolean("remove_source"));
    }

    private static Get get(ResultSet row) throws SQLException {
        return new Get(
                row.getString("ref"),
                Optional.ofNullable(row.getString("media_id")).map(MediaId::parse),
                Path.of(row.getString("target")),
                row.getBoolean("into_folder"),
                row.getBoolean("overwrite"),
                Optional.ofNullable(row.getString("chosen")).map(Path::of));
    }

    private static Optional<RefusalCode> refusal(ResultSet row) throws SQLException {
        var number = row.getInt("refusal");
        return row.wasNull() ? Optional.empty() : Optional.of(RefusalCode.ofNumber(number));
    }

    private static Optional<Media> media(ResultSet row) throws SQLException {
        var id = row.getString("became_id");
        return id == null
                ? Optional.empty()
                : Optional.of(
                        new Media(
                                MediaId.parse(id),
                                new UserName(row.getString("became_owner")),
                                new MediaName(row.getString("became_name")),
                                row.getLong("became_size"),
                                new ContentType(row.getString("became_type")),
                                Sha256.parse(row.getString("became_digest")),
                                row.getBoolean("became_shared"),
                                Instant.ofEpochMilli(row.getLong("became_at")),
                                traits(row)));
    }

    private static FileTraits traits(ResultSet row) throws SQLException {
        var nanos = row.getLong("became_modified");
        var modified =
                row.wasNull()
                        ? Optional.<Instant>empty()
                        : Optional.of(Instant.EPOCH.plusNanos(nanos));
        return new FileTraits(modified, row.getBoolean("became_executable"));
    }
}
