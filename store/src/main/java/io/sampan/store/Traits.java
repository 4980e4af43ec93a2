package io.sampan.store;

import io.sampan.model.FileTraits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a file was like on its disk, in the columns `modified` and `executable`.
final class Traits {

    private Traits() {}

    /// What stands in `modified`.
    static @Nullable Long modified(FileTraits traits) {
        return traits.modified().map(Instants::nanos).orElse(null);
    }

    static FileTraits of(ResultSet row) throws SQLException {
        var nanos = row.getLong("modified");
        var modified = row.wasNull() ? Optional.<Instant>empty() : Optional.of(Instants.of(nanos));
        return new FileTraits(modified, row.getBoolean("executable"));
    }
}
