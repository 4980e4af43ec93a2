package io.sampan.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        assertThat(found.skipped()).extracting(SkippedFile::path).containsExactly(link);
        assertThat(found.failures()).isZero();
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

    @Test
    void aLinkToAFolderThatIsNamedIsThatFolder() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("summer"), holiday);

        var found = Sources.find(List.of(link), Optional.empty());

        assertThat(names(found)).containsExactly("summer/day one/film 🎬.mp4", "summer/list.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Icon\r",
                "photo \u200E1.jpg",
                "dev-disk\\x2d1.swap",
                "two\nlines",
                "\uFEFFwith a mark.txt",
                "zero\u200Bwidth"
            })
    void anOddNameInAFolderIsSkippedWithItsReasonAndTheRestIsSent(String odd) throws IOException {
        var path = Files.writeString(holiday.resolve(odd), "odd");

        var found = Sources.find(List.of(holiday), Optional.empty());

        assertThat(names(found)).hasSize(2);
        assertThat(found.skipped())
                .singleElement()
                .satisfies(skipped -> {
                    assertThat(skipped.path()).isEqualTo(path);
                    assertThat(skipped.reason()).contains("its name holds U+");
                    assertThat(skipped.failure()).isTrue();
                });
    }

    @Test
    void aNameThatIsNotUtf8IsSkippedAsWhatItIs() throws Exception {
        var made =
                new ProcessBuilder(
                                "bash", "-c", "echo x > \"$1\"/$'bad\\xff.txt'", "sh", "" + holiday)
                        .start();
        assumeThat(made.waitFor()).isZero();

        var found = Sources.find(List.of(holiday), Optional.empty());

        assertThat(names(found)).hasSize(2);
        assertThat(found.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("not valid UTF-8"));
    }

    @Test
    void whatTheCommandLineCouldNotReadIsSaidToBeNoUtf8() {
        assertThatThrownBy(() ->
                        Sources.find(List.of(folder.resolve("bad\uFFFD.txt")), Optional.empty()))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("not valid UTF-8");
    }

    @Test
    void anEmptyFolderIsTold() throws IOException {
        var empty = Files.createDirectories(holiday.resolve("nothing here"));

        var found = Sources.find(List.of(holiday), Optional.empty());

        assertThat(found.skipped()).extracting(SkippedFile::path).containsExactly(empty);
        assertThat(found.failures()).isZero();
    }

    @Test
    void twoFilesOfOneNameGetTwoNamesAndThatIsTold() throws IOException {
        var first = Files.writeString(folder.resolve("list.txt"), "1");
        var second = holiday.resolve("list.txt");

        var found = Sources.find(List.of(first, second), Optional.empty());

        assertThat(names(found)).containsExactly("list.txt", "list (2).txt");
        assertThat(found.lines())
                .containsExactly(
                        second
                                + " is sent as list (2).txt: another file of this command is called"
                                + " list.txt");
    }

    @Test
    void twoFoldersOfOneNameGetTwoNames() throws IOException {
        var other = Files.createDirectories(folder.resolve("2025/holiday"));
        Files.writeString(other.resolve("list.txt"), "list");

        var found = Sources.find(List.of(holiday, other), Optional.empty());

        assertThat(names(found))
                .containsExactly(
                        "holiday/day one/film 🎬.mp4", "holiday/list.txt", "holiday (2)/list.txt");
    }

    @Test
    void namesThatDifferInTheirUnicodeFormOnlyAreTheSame() throws IOException {
        Files.writeString(holiday.resolve("caf\u00E9.txt"), "composed");
        Files.writeString(holiday.resolve("cafe\u0301.txt"), "decomposed");

        var found = Sources.find(List.of(holiday), Optional.empty());

        assertThat(names(found))
                .doesNotHaveDuplicates()
                .hasSize(4)
                .contains("holiday/café (2).txt");
        assertThat(found.renamed()).hasSize(1);
    }

    @Test
    void oneFileThatIsNamedTwiceIsSentOnce() {
        var list = holiday.resolve("list.txt");

        var found =
                Sources.find(
                        List.of(list, holiday.resolve("../holiday/list.txt")), Optional.empty());

        assertThat(names(found)).containsExactly("list.txt");
        assertThat(found.lines()).isEmpty();
    }

    @Test
    void aFileDoesNotGetIntoTheSharedSpaceByItsOwnName() throws IOException {
        var file = Files.writeString(folder.resolve("package:mine"), "mine");

        assertThatThrownBy(() -> Sources.find(List.of(file), Optional.empty()))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("package:");
        assertThat(names(Sources.find(List.of(file), Optional.of(new MediaName("package:x")))))
                .containsExactly("package:x");
    }

    private static List<String> names(Sources found) {
        return found.requests().stream().map(request -> request.name().value()).toList();
    }
}
