package io.sampan.bench.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/// The limit of what a server that keeps messages in SQLite can do: a bare loop of inserts, sixteen
/// in a transaction, each transaction synced. Its only word is the database's file; `post MILLIS`
/// is answered as by [Messages].
public final class Inserts {

    private static final int BATCH = 16;
    private static final String TEXT = "x".repeat(200);

    private Inserts() {}

    public static void main(String... words) throws IOException, SQLException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                var database = DriverManager.getConnection("jdbc:sqlite:" + words[0]);
                var statement = database.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute(
                    "CREATE TABLE message (number INTEGER PRIMARY KEY, recipient TEXT, text TEXT)");
            database.setAutoCommit(false);
            try (var insert =
                    database.prepareStatement(
                            "INSERT INTO message (recipient, text) VALUES (?, ?)")) {
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    var time = Duration.ofMillis(Long.parseLong(line.split("\t", -1)[1]));
                    var begun = System.nanoTime();
                    var count = 0;
                    while (System.nanoTime() - begun < time.toNanos()) {
                        for (var i = 0; i < BATCH; i++) {
                            insert.setString(1, "recipient" + i);
                            insert.setString(2, TEXT);
                            insert.executeUpdate();
                        }
                        database.commit();
                        count += BATCH;
                    }
                    out.println("done\t" + (System.nanoTime() - begun) + "\t" + count);
                }
            }
        }
    }
}
