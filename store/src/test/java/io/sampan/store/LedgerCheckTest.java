package io.sampan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerCheckTest {

    private Path path;

    @BeforeEach
    void makeALedger(@TempDir Path folder) {
        path = folder.resolve("ledger.db");
        SqliteLedger.open(path).close();
    }

    /// As no version of this program would do it.
    private void spoil(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + path);
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void aNewLedgerDoesNotContradictItself() {
        try (var ledger = SqliteLedger.open(path)) {
            assertThat(ledger.contradictions(true)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE media_total SET bytes = 5 | sum of all files",
                "INSERT INTO log_waiting VALUES ('alice', 2, 7) | nothing that waits",
                "INSERT INTO log (owner, kind, message, bytes, put, waits)"
                        + " VALUES ('alice', 0, 77, 9, 0, 0) | entries of logs",
                "INSERT INTO log (owner, kind, bytes, put, waits)"
                        + " VALUES ('alice', 6, 9, 0, 1) | another number",
                "INSERT INTO media_reader VALUES ('alice', 77) | rights to read"
            })
    void whatContradictsIsToldAndMended(String sql, String told) throws SQLException {
        spoil(sql);

        try (var ledger = SqliteLedger.open(path)) {
            assertThat(ledger.contradictions(false)).singleElement().asString().contains(told);
            assertThat(ledger.contradictions(true)).hasSize(1);
            assertThat(ledger.contradictions(false)).isEmpty();
        }
    }
}
