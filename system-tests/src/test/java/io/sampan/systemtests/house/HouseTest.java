package io.sampan.systemtests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What holds for every file of the product, so that a stranger finds his way: short files and
/// methods, each public thing documented, each name once, the field's words.
class HouseTest {

    private static final int LONGEST_FILE = 400;
    private static final int LONGEST_METHOD = 60;

    /// Words for which the field has another one (CONTRIBUTING.md): none of them is part of a
    /// type's name.
    private static final Set<String> FOREIGN_WORDS =
            Set.of(
                    "Crew",
                    "Porter",
                    "Gate",
                    "Offence",
                    "Reception",
                    "Errands",
                    "Verdict",
                    "Tally",
                    "Works",
                    "Orders",
                    "Voice",
                    "Carriage",
                    "Town",
                    "Citizen",
                    "Witness",
                    "Testimony",
                    "Crossings",
                    "Pathfinder",
                    "Keeper",
                    "Island",
                    "Seam",
                    "Stripe",
                    "Attending",
                    "Attendance");

    private static Sources product;

    @BeforeAll
    static void read() throws IOException {
        product = Sources.ofProduct();
    }

    @Test
    void noFileIsLong() {
        assertThat(product.files()).hasSizeGreaterThan(500);
        assertThat(product.files().stream().filter(file -> file.lines() > LONGEST_FILE))
                .extracting(Sources.SourceFile::path)
                .isEmpty();
    }

    @Test
    void noMethodIsLong() {
        assertThat(product.methods().stream().filter(method -> method.lines() > LONGEST_METHOD))
                .isEmpty();
    }

    @Test
    void everythingPublicIsDocumented() {
        assertThat(
                        product.types().stream()
                                .filter(Sources.Type::isOpen)
                                .filter(it -> !it.isDocumented()))
                .isEmpty();
        assertThat(
                        product.methods().stream()
                                .filter(Sources.Method::isOpen)
                                .filter(method -> !method.isOverride() && !method.isDocumented()))
                .isEmpty();
    }

    @Test
    void noTwoFilesHaveTheSameName() {
        var named = new TreeMap<String, Integer>();
        product.topTypes().forEach(type -> named.merge(type.name(), 1, Integer::sum));

        named.values().removeIf(number -> number == 1);
        assertThat(named).isEmpty();
    }

    @Test
    void typesHaveTheWordsOfTheField() {
        assertThat(product.types().stream().map(Sources.Type::name).filter(HouseTest::isForeign))
                .isEmpty();
    }

    private static boolean isForeign(String name) {
        return words(name).stream()
                .map(word ->
                        word.endsWith("s") && !FOREIGN_WORDS.contains(word)
                                ? word.substring(0, word.length() - 1)
                                : word)
                .anyMatch(FOREIGN_WORDS::contains);
    }

    private static List<String> words(String name) {
        return Arrays.asList(name.split("(?<=[a-z0-9])(?=[A-Z])"));
    }
}
