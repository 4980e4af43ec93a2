package io.sampan.store;

import static io.sampan.store.MessageRows.MESSAGE;

import io.sampan.disk.SqliteFile;
import java.util.Map;

/// Gives messages of ledgers before version 5 the conversations that they belong to. Once, when the
/// ledger is opened.
final class MissingConversations {

    private MissingConversations() {}

    /// Changes nothing where none is missing: a server starts on a full disk.
    static void run(SqliteFile file) {
        var missing =
                StorageFaults.translate(() ->
                        file.read(handle ->
                                handle.createQuery(
                                                "SELECT EXISTS (SELECT 1 FROM message"
                                                        + " WHERE conversation IS NULL)")
                                        .mapTo(Boolean.class)
                                        .one()));
        if (!missing) {
            return;
        }
        StorageFaults.translate(() ->
                file.change(handle ->
                        handle.createQuery(
                                        "SELECT "
                                                + MESSAGE
                                                + " FROM message m WHERE conversation IS NULL")
                                .map((row, _) -> {
                                    var number = row.getLong("message");
                                    var id =
                                            MessageRows.bytes(
                                                    MessageRows.message(handle, row)
                                                            .conversation());
                                    return Map.entry(number, id);
                                })
                                .list()
                                .forEach(entry -> {
                                    handle.execute(
                                            "UPDATE message SET conversation = ? WHERE number = ?",
                                            entry.getValue(),
                                            entry.getKey());
                                    handle.execute(
                                            "UPDATE log SET conversation = ? WHERE message = ? AND kind IN (0, 2)",
                                            entry.getValue(),
                                            entry.getKey());
                                })));
    }
}
