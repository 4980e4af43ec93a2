package io.sampan.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.cli.CommandException;
import io.sampan.model.MediaName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

    @TempDir private Path folder;

    private Path holiday;

    @BeforeEach
    void aFolderWithATree() throws IOException {
        holiday = Files.createDirectories(folder.resolve("holiday"));
        Files.createDirectories(holiday.resolve("day one"));
        Files.writeString(holiday.resolve("day one/film 🎬.mp4"), "film");
        Files.writeString(holiday.resolve("list.txt"), "list");
    }

    @Test
    void aFolderIsPutWithItsTreeOfNames() {
        var found = Sources.find(List.of(holiday), Optional.empty());

        assertThat(names(found)).containsExactly("holiday/day one/film 🎬.mp4", "holiday/list.txt");
    }

    @Test
    void anotherNameStandsForTheFoldersOwn() {
        var found = Sources.find(List.of(holiday), Optional.of(new MediaName("2026/summer")));

        assertThat(names(found))
                .containsExactly("2026/summer/day one/film 🎬.mp4", "2026/summer/list.txt");
    }

    @Test
    void linksInAFolderAreNotFollowedButSaid() throws IOException {
        var link = Files.createSymbolicLink(holiday.resolve("up"), folder);

        var found = Sources.find(List.of(holiday), Optional.empty());

        assertThat(found.skipped()).containsExactly(link);
        assertThat(found.requests()).hasSize(2);
    }

    @Test
    void theFolderOneStandsInHasItsOwnName() {
        var found = Sources.find(List.of(holiday.resolve("day one/..")), Optional.empty());

        assertThat(names(found)).contains("holiday/list.txt");
    }

    @Test
    void whatIsNotThereIsSaidBeforeAnythingIsSent() {
        assertThatThrownBy(() ->
                        Sources.find(List.of(holiday, folder.resolve("no")), Optional.empty()))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("there is no")
                .extracting(fault -> ((CommandException) fault).advice())
                .isEqualTo("Nothing was sent.");
    }

    @Test
    void oneNameIsForOneThing() {
        assertThatThrownBy(() ->
                        Sources.find(List.of(holiday, folder), Optional.of(new MediaName("both"))))
                .isInstanceOf(CommandException.class);
    }

    private static List<String> names(Sources found) {
        return found.requests().stream().map(request -> request.name().value()).toList();
    }
}
