package io.sampan.store;

import io.sampan.disk.SqliteFile;
import java.util.ArrayList;
import java.util.List;

/// Looks for what cannot be in a ledger: sums that are not the sums of their parts, and what points
/// at something that is not there.
final class LedgerCheck {

    /// @param meaning what is wrong, after a number
    /// @param count how many times it is so
    /// @param mend sets it right
    private record Rule(String meaning, String count, String mend) {}

    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            "entries of logs belong to messages that are not there",
                            "SELECT count(*) FROM log WHERE message IS NOT NULL"
                                    + " AND message NOT IN (SELECT number FROM message)",
                            "DELETE FROM log WHERE message IS NOT NULL"
                                    + " AND message NOT IN (SELECT number FROM message)"),
                    new Rule(
                            "attachments belong to messages that are not there",
                            "SELECT count(*) FROM attachment"
                                    + " WHERE message NOT IN (SELECT number FROM message)",
                            "DELETE FROM attachment"
                                    + " WHERE message NOT IN (SELECT number FROM message)"),
                    new Rule(
                            "attachments say that their file is here, and no such file is listed",
                            "SELECT count(*) FROM attachment"
                                    + " WHERE gone = 0 AND id NOT IN (SELECT id FROM media)",
                            "UPDATE attachment SET gone = 1"
                                    + " WHERE gone = 0 AND id NOT IN (SELECT id FROM media)"),
                    new Rule(
                            "rights to read belong to files that are not listed",
                            "SELECT count(*) FROM media_reader"
                                    + " WHERE media NOT IN (SELECT number FROM media)",
                            "DELETE FROM media_reader"
                                    + " WHERE media NOT IN (SELECT number FROM media)"),
                    new Rule(
                            "people have another number of waiting entries than is counted",
                            """
                            SELECT count(*) FROM (
                              SELECT owner, count(*) AS entries, sum(bytes) AS bytes
                                FROM log WHERE waits GROUP BY owner
                              EXCEPT SELECT owner, entries, bytes FROM log_waiting)\
                            """,
                            """
                            INSERT OR REPLACE INTO log_waiting (owner, entries, bytes)
                              SELECT owner, count(*), sum(bytes) FROM log WHERE waits
                              GROUP BY owner\
                            """),
                    new Rule(
                            "people have nothing that waits, and something is counted",
                            "SELECT count(*) FROM log_waiting WHERE entries <> 0"
                                    + " AND owner NOT IN (SELECT owner FROM log WHERE waits)",
                            "UPDATE log_waiting SET entries = 0, bytes = 0"
                                    + " WHERE owner NOT IN (SELECT owner FROM log WHERE waits)"),
                    new Rule(
                            "sum of all files is not the sum of the files",
                            "SELECT count(*) FROM media_total"
                                    + " WHERE bytes <> (SELECT coalesce(sum(size), 0) FROM media)",
                            "UPDATE media_total"
                                    + " SET bytes = (SELECT coalesce(sum(size), 0) FROM media)"));

    private LedgerCheck() {}

    static List<String> run(SqliteFile file, boolean mend) {
        var found = new ArrayList<String>();
        for (var rule : RULES) {
            var count =
                    StorageFaults.translate(() ->
                            file.read(handle ->
                                    handle.createQuery(rule.count()).mapTo(Long.class).one()));
            if (count > 0) {
                found.add(count + " " + rule.meaning());
                if (mend) {
                    StorageFaults.translate(
                            () -> file.change(handle -> handle.execute(rule.mend())));
                }
            }
        }
        return found;
    }
}
