package io.sampan.cli.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.UserName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameSuggestionsTest {

    @Test
    void asksForNamesThatAreNear() {
        assertThat(question("bbo", "bob", "carol")).isEqualTo("Did you mean bob?");
        assertThat(question("Bob", "bob", "carol")).isEqualTo("Did you mean bob?");
        assertThat(question("car", "bob", "carol")).isEqualTo("Did you mean carol?");
    }

    @Test
    void saysNothingWhereNobodyIsNear() {
        assertThat(question("mallory", "bob", "carol")).isEmpty();
    }

    private static String question(String typed, String... known) {
        return NameSuggestions.question(
                List.of(new UserName(typed)), Stream.of(known).map(UserName::new).toList());
    }
}
