package io.sampan.fuzz;

import io.sampan.client.journal.Journal;
import io.sampan.client.journal.Journal.Standing;
import io.sampan.client.journal.StoredTask.Figures;
import io.sampan.client.journal.StoredTask.Get;
import io.sampan.client.journal.StoredTask.Put;
import io.sampan.client.journal.Want;
import io.sampan.client.task.PutRequest.OnNoSpace;
import io.sampan.client.task.TaskState;
import io.sampan.model.ContentType;
import io.sampan.model.Media;
import io.sampan.model.MediaName;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A client's journal, with tasks of all kinds.
final class JournalHarness implements Harness {

    private static final UserName ALICE = new UserName("alice");
    private static final Media FILM = Samples.media();

    private final DamagedDatabase journal =
            new DamagedDatabase("journal.db", JournalHarness::make, JournalHarness::read);

    @Override
    public void feed(byte[] bytes) throws IOException {
        journal.feed(bytes);
    }

    private static void make(Path path) {
        try (var journal = open(path)) {
            var put =
                    new Put(
                            Samples.UPLOAD,
                            Path.of("/home/alice/film.mp4"),
                            FILM.size(),
                            1,
                            "(dev=1,ino=2)",
                            new MediaName("film.mp4"),
                            ContentType.BYTES,
                            true,
                            true,
                            OnNoSpace.WAIT,
                            false);
            var get =
                    new Get(
                            "film.mp4",
                            Optional.empty(),
                            Path.of("/home/alice"),
                            true,
                            false,
                            Optional.empty());
            var tasks = journal.add(List.of(put, get, get, put));
            journal.chosen(tasks.get(1), FILM.id(), Path.of("/home/alice/film.mp4"));
            journal.want(tasks.subList(2, 3), Want.PAUSE);
            journal.stand(
                    List.of(
                            new Standing(
                                    tasks.get(0),
                                    TaskState.DONE,
                                    "",
                                    Optional.empty(),
                                    Optional.of(FILM),
                                    new Figures(9, 9, 3, 9, 1, 2)),
                            new Standing(
                                    tasks.get(3),
                                    TaskState.FAILED,
                                    "there is no space",
                                    Optional.of(RefusalCode.OUT_OF_RANGE),
                                    Optional.empty(),
                                    Figures.NONE)));
            journal.farewell(Samples.UPLOAD);
        }
    }

    private static void read(Path path) {
        try (var journal = open(path)) {
            var _ = journal.all(true);
            var _ = journal.runnable();
            var _ = journal.wanting();
            var _ = journal.farewells();
        }
    }

    private static Journal open(Path path) {
        return Journal.open(path, ALICE, InstantSource.fixed(Instant.EPOCH));
    }
}
