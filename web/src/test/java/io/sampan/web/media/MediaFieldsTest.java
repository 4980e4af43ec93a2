package io.sampan.web.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.ByteRange;
import io.sampan.wire.http.HttpResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

/// Laws of the fields that names and ranges stand in.
class MediaFieldsTest {

    @Property(tries = 500)
    void aNameComesBackFromItsField(@ForAll @StringLength(min = 1, max = 40) String any) {
        // Half of a surrogate pair has no UTF-8, and is in no name.
        var name = new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        var field = Disposition.of(false, name);

        HttpResponse.of(200).with("Content-Disposition", field); // lets only visible ASCII in
        var mark = field.indexOf("filename*=UTF-8''");
        var quoted =
                field.substring(field.indexOf('"') + 1, field.indexOf('"', field.indexOf('"') + 1));
        var given =
                mark < 0
                        ? quoted
                        : URLDecoder.decode(
                                field.substring(mark + "filename*=UTF-8''".length())
                                        .replace("+", "%2B"),
                                StandardCharsets.UTF_8);
        assertThat(given).isEqualTo(name);
        assertThat(quoted).doesNotContain("\\", "%", "/");
    }

    @Property(tries = 500)
    void whateverARangeSaysWhatIsSentLiesWithinTheFile(
            @ForAll @StringLength(max = 30) String any, @ForAll @LongRange(min = 0) long size) {
        if (RangeField.parse(Optional.of("bytes=" + any), size)
                instanceof RangeField.Asked.Parts(var ranges)) {
            assertThat(ranges).allMatch(range -> !range.isEmpty() && range.to() <= size);
        }
    }

    @Property(tries = 500)
    void aRangeIsWhatWasAskedFor(
            @ForAll @LongRange(min = 0, max = 1_000) long from,
            @ForAll @LongRange(min = 0, max = 1_000) long length,
            @ForAll @LongRange(min = 0, max = 1_000) long size) {
        var field = "bytes=" + from + "-" + (from + length);

        var asked = RangeField.parse(Optional.of(field), size);

        if (from < size) {
            assertThat(asked)
                    .isEqualTo(
                            new RangeField.Asked.Parts(
                                    java.util.List.of(
                                            new ByteRange(
                                                    from, Math.min(size, from + length + 1)))));
        } else {
            assertThat(asked).isEqualTo(new RangeField.Asked.Nothing());
        }
    }
}
