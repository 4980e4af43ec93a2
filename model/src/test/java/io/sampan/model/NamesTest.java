package io.sampan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which names are labels, and which are attacks.
class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "film.mp4",
                "a",
                "holiday/day one/film.mp4",
                "电影 第一集.mkv",
                "👨‍👩‍👧 family.jpg",
                "12:30 meeting.txt",
                ".hidden",
                "...",
                "trailing dot.",
                "CON"
            })
    void aLabelIsAName(String text) {
        assertThat(new MediaName(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "..",
                ".",
                "a/../b",
                "a//b",
                "a/",
                "．．/x",
                "a/ .. /b",
                "a\\b",
                "..\\b",
                "nul\u0000.txt",
                "line\nbreak",
                "bell\u0007",
                "\u001b[31mred",
                "right\u202eto-left",
                "\u200bzero width",
                "half \ud83c",
                "c1\u009b31m",
                "separator\u2028"
            })
    void anAttackIsNot(String text) {
        assertThatThrownBy(() -> new MediaName(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void fourKilobytesOfCombiningMarksAreTooLong() {
        assertThatThrownBy(() -> new MediaName("a" + "\u0301".repeat(2048)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("1024");
    }

    @Test
    void aSegmentIsAtMost255Bytes() {
        assertThat(new MediaName("界".repeat(85)).value()).hasSize(85);
        assertThatThrownBy(() -> new MediaName("界".repeat(86)))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aNameIsKeptInOneForm() {
        assertThat(new MediaName("u\u0308ber")).isEqualTo(new MediaName("\u00fcber"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "Bob-2", "李雷", "a.b_c", "7up"})
    void aPersonHasALabelToo(String text) {
        assertThat(new UserName(text).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".alice", "al ice", "al/ice", "al\u0000ice", "-x", "a\u202eb", "a\nb"})
    void whatIsNoPersonsName(String text) {
        assertThatThrownBy(() -> new UserName(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aContentTypeLooksLikeOne() {
        assertThat(new ContentType("video/mp4")).hasToString("video/mp4");
        assertThat(ContentType.BYTES.value()).isEqualTo("application/octet-stream");
        assertThatThrownBy(() -> new ContentType("text/html; charset=x"))
                .isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123",
                "g0000000000000000000000000000000",
                "../../../../../../../../../../.."
            })
    void whatIsNoId(String text) {
        assertThatThrownBy(() -> UploadId.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void anIdIsReadAsItWasWritten() {
        var id = UploadId.random();

        assertThat(UploadId.parse(id.toString())).isEqualTo(id);
        assertThat(id.toMediaId().toUploadId()).isEqualTo(id);
    }
}
