package io.sampan.client.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.download.SafeName.Rules;
import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {

    private static final Path FOLDER = Path.of("/in/box");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "film.mp4",
                "day one.txt",
                "你好 世界.png",
                "👨‍👩‍👧 family.jpg",
                "a'b\".txt",
                ".bashrc"
            })
    void leavesHarmlessNamesAlone(String name) {
        assertThat(SafeName.of(name, Rules.POSIX)).isEqualTo(name);
        assertThat(SafeName.of(name, Rules.WINDOWS)).isEqualTo(name.replace('"', '_'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aux.c",
                "CON",
                "what?*<>|",
                "12:30.log",
                "trailing. . ",
                " leading",
                "icon \uF8FF"
            })
    void whatThisSystemCanHoldStaysAsItIs(String name) {
        assertThat(SafeName.of(name, Rules.POSIX)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'..'|_..",
                "'.'|_.",
                "''|_",
                "a/b|a_b",
                "'..\\..\\evil'|.._.._evil",
                "a\u0000b|a_b",
                "'\u001b[2Jx'|'_[2Jx'",
                "photo\u202Egpj.exe|photo_gpj.exe",
            })
    void whatNoSystemCanHoldIsMadeSafeOnEach(String name, String safe) {
        assertThat(SafeName.of(name, Rules.POSIX)).isEqualTo(safe);
    }

    @Test
    void aNumberHasRoomBehindTheLongestName() {
        var numbered = SafeName.numbered("x".repeat(251), 2, ".mp4");

        assertThat(numbered).hasSize(255).endsWith("x (2).mp4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'..'|_",
                "'.'|_",
                "'...'|_",
                "'   '|_",
                "C:evil.txt|C_evil.txt",
                "file.txt:stream|file.txt_stream",
                "'..\\..\\evil'|.._.._evil",
                "a/b|a_b",
                "CON|_CON",
                "con.txt|_con.txt",
                "'nul .txt'|'_nul .txt'",
                "COM1.tar.gz|_COM1.tar.gz",
                "COM¹|_COM¹",
                "'trailing. . '|trailing",
                "a\u0000b|a_b",
                "'\u001b[2Jx'|'_[2Jx'",
                "photo\u202Egpj.exe|photo_gpj.exe",
                "what?*<>|what____"
            })
    void makesOthersSafeOnWindows(String name, String safe) {
        assertThat(SafeName.of(name, Rules.WINDOWS)).isEqualTo(safe);
    }

    @Test
    void fullWidthDotsAreDotsToo() {
        assertThat(SafeName.of("\uFF0E\uFF0E")).isEqualTo("_\uFF0E\uFF0E");
    }

    @Test
    void shortensLongNamesBetweenCharactersAndKeepsTheExtension() {
        var safe = SafeName.of("好".repeat(80) + ".mp4");

        assertThat(safe).startsWith("好").endsWith(".mp4");
        assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
    }

    @Test
    void segmentsBecomeFoldersBelow() {
        assertThat(SafeName.below(FOLDER, new MediaName("holiday/day 1/film.mp4")))
                .isEqualTo(Path.of("/in/box/holiday/day 1/film.mp4"));
    }

    @Property
    void everySegmentBecomesOneHarmlessName(@ForAll String segment, @ForAll Rules rules) {
        var safe = SafeName.of(segment, rules);

        assertThat(safe).isNotEmpty().isNotEqualTo(".").isNotEqualTo("..");
        assertThat(safe).doesNotContain("/", "\\", "\u0000");
        assertThat(rules == Rules.WINDOWS && safe.contains(":")).isFalse();
        assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(256);
        assertThat(Normalizer.isNormalized(safe, Normalizer.Form.NFC)).isTrue();
        assertThat(safe.codePoints().noneMatch(Character::isISOControl)).isTrue();
        assertThat(FOLDER.resolve(safe).normalize().getParent()).isEqualTo(FOLDER);
    }

    @Property
    void noMediaNameLeadsOutOfTheFolder(@ForAll String name) {
        MediaName valid;
        try {
            valid = new MediaName(name);
        } catch (InvalidValueException e) {
            return;
        }
        assertThat(SafeName.below(FOLDER, valid).normalize().startsWith(FOLDER)).isTrue();
    }
}
