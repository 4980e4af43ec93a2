package io.sampan.cli.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PresenceNoticesTest {

    private static final UserName BOB = new UserName("bob");

    private Instant now = Instant.EPOCH;
    private final PresenceNotices notices = new PresenceNotices(() -> now);

    @Test
    void saysNothingOfSomebodyWhoOnlyFetchesMessages() {
        notices.onSnapshot(Set.of());
        notices.onChange(Set.of(BOB));
        now = now.plusSeconds(3);
        assertThat(notices.due(List.of(BOB))).isEmpty();
        notices.onChange(Set.of());
        now = now.plusSeconds(60);

        assertThat(notices.due(List.of(BOB))).isEmpty();
    }

    @Test
    void tellsOnceWhoStaysAndWhoIsGoneForLonger() {
        notices.onSnapshot(Set.of());
        notices.onChange(Set.of(BOB));
        now = now.plusSeconds(6);
        assertThat(notices.due(List.of(BOB))).containsExactly("bob is online");
        assertThat(notices.due(List.of(BOB))).isEmpty();

        notices.onChange(Set.of());
        now = now.plusSeconds(6);

        assertThat(notices.due(List.of(BOB))).containsExactly("bob has left");
    }

    @Test
    void doesNotTellOfOthers() {
        notices.onSnapshot(Set.of(BOB));
        notices.onChange(Set.of());
        now = now.plusSeconds(6);

        assertThat(notices.due(List.of(new UserName("carol")))).isEmpty();
    }
}
