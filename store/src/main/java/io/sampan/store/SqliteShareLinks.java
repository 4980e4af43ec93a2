package io.sampan.store;

import io.sampan.core.storage.ShareLink;
import io.sampan.core.storage.ShareLink.Target;
import io.sampan.core.storage.ShareLinkRepository;
import io.sampan.disk.SqliteFile;
import io.sampan.model.LinkId;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Share and drop links, in the table `share_link`.
record SqliteShareLinks(SqliteFile file) implements ShareLinkRepository {

    @Override
    public void add(ShareLink link) {
        StorageFaults.translate(() ->
                file.change(handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO share_link (id, code, owner, media, label, created,
                                          expires, salt, password, key, uses, most_uses, bytes, most_bytes)
                                        VALUES (:id, :code, :owner, :media, :label, :created,
                                          :expires, :salt, :password, :key, :uses, :mostUses, :bytes,
                                          :mostBytes)\
                                        """)
                                .bind("id", Ids.bytes(link.id()))
                                .bind("code", link.code().bytes())
                                .bind("owner", link.owner().value())
                                .bind("media", media(link.target()))
                                .bind(
                                        "label",
                                        drop(link.target()).map(Target.Drop::label).orElse(""))
                                .bind("created", Instants.nanos(link.created()))
                                .bind("expires", Instants.nanos(link.expires()))
                                .bind("salt", link.salt().map(Sha256::bytes).orElse(null))
                                .bind("password", link.password().map(Sha256::bytes).orElse(null))
                                .bind("key", link.key().bytes())
                                .bind("uses", link.uses())
                                .bind(
                                        "mostUses",
                                        link.mostUses().isPresent()
                                                ? (Long) link.mostUses().getAsLong()
                                                : null)
                                .bind(
                                        "bytes",
                                        drop(link.target()).map(Target.Drop::bytes).orElse(0L))
                                .bind(
                                        "mostBytes",
                                        drop(link.target()).map(Target.Drop::mostBytes).orElse(0L))
                                .execute()));
    }

    private static byte @Nullable [] media(Target target) {
        return target instanceof Target.File(var media) ? Ids.bytes(media) : null;
    }

    private static Optional<Target.Drop> drop(Target target) {
        return target instanceof Target.Drop drop ? Optional.of(drop) : Optional.empty();
    }

    @Override
    public Optional<ShareLink> find(Sha256 code) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery("SELECT * FROM share_link WHERE code = ?")
                                .bind(0, code.bytes())
                                .map((row, _) -> link(row))
                                .findOne()));
    }

    @Override
    public List<ShareLink> of(UserName owner) {
        return StorageFaults.translate(() ->
                file.read(handle ->
                        handle.createQuery(
                                        "SELECT * FROM share_link WHERE owner = ?"
                                                + " ORDER BY created DESC, id")
                                .bind(0, owner.value())
                                .map((row, _) -> link(row))
                                .list()));
    }

    @Override
    public boolean use(LinkId id, long bytes) {
        return StorageFaults.translate(() ->
                file.write(handle ->
                        handle.createUpdate(
                                                """
                                                UPDATE share_link SET uses = uses + 1, bytes = bytes + :bytes
                                                WHERE id = :id
                                                  AND (most_uses IS NULL OR uses < most_uses)
                                                  AND (media IS NOT NULL OR bytes + :bytes <= most_bytes)\
                                                """)
                                        .bind("id", Ids.bytes(id))
                                        .bind("bytes", bytes)
                                        .execute()
                                == 1));
    }

    @Override
    public boolean remove(UserName owner, LinkId id) {
        return StorageFaults.translate(() ->
                file.writeFromReserve(handle ->
                        handle.execute(
                                        "DELETE FROM share_link WHERE owner = ? AND id = ?",
                                        owner.value(),
                                        Ids.bytes(id))
                                == 1));
    }

    @Override
    public void removeExpired(Instant before) {
        StorageFaults.translate(() ->
                file.changeFromReserve(handle ->
                        handle.execute(
                                "DELETE FROM share_link WHERE expires < ?",
                                Instants.nanos(before))));
    }

    private static ShareLink link(ResultSet row) throws SQLException {
        var media = row.getBytes("media");
        var mostUses = row.getLong("most_uses");
        return new ShareLink(
                Ids.linkId(row.getBytes("id")),
                Sha256.of(row.getBytes("code")),
                new UserName(row.getString("owner")),
                media == null
                        ? new Target.Drop(
                                row.getString("label"),
                                row.getLong("bytes"),
                                row.getLong("most_bytes"))
                        : new Target.File(Ids.mediaId(media)),
                Instants.of(row.getLong("created")),
                Instants.of(row.getLong("expires")),
                Optional.ofNullable(row.getBytes("salt")).map(Sha256::of),
                Optional.ofNullable(row.getBytes("password")).map(Sha256::of),
                Sha256.of(row.getBytes("key")),
                row.getLong("uses"),
                mostUses == 0 ? OptionalLong.empty() : OptionalLong.of(mostUses));
    }
}
