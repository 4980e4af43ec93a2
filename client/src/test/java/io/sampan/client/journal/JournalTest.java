package io.sampan.client.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.journal.StoredTask.Get;
import io.sampan.client.journal.StoredTask.Put;
import io.sampan.client.task.PutRequest.OnNoSpace;
import io.sampan.model.ContentType;
import io.sampan.model.MediaName;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Put PUT =
            new Put(
                    UploadId.random(),
                    Path.of("/film.mp4"),
                    5,
                    6,
                    "key",
                    new MediaName("film.mp4"),
                    ContentType.BYTES,
                    true,
                    false,
                    OnNoSpace.FAIL,
                    false);
    private static final Get GET =
            new Get("film.mp4", Optional.empty(), Path.of("/"), true, false, Optional.empty());

    @TempDir Path folder;

    private Journal open() {
        return Journal.open(
                folder.resolve("journal.db"), new UserName("alice"), InstantSource.system());
    }

    @Test
    void tasksOfBothKindsAreAddedTogether() {
        try (var journal = open()) {
            var _ = journal.add(List.of(PUT, GET, PUT));
        }

        try (var journal = open()) {
            assertThat(journal.all(true))
                    .extracting(StoredTask::what)
                    .containsExactly(PUT, GET, PUT);
        }
    }
}
