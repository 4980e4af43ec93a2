package io.sampan.cli.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.people.PeopleEvent;
import io.sampan.model.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnlineNoticesTest {

    private final List<String> said = new ArrayList<>();
    private final OnlineNotices notices = new OnlineNotices(new UserName("bob"), said::add);

    @Test
    void tellsOnceThatOneIsOnlineAndThenOnlyOfLossAndReturn() {
        notices.accept(new PeopleEvent.Offline("refused"));
        notices.accept(new PeopleEvent.Online(Set.of()));
        notices.accept(new PeopleEvent.Online(Set.of()));
        notices.accept(new PeopleEvent.Offline("cut"));
        notices.accept(new PeopleEvent.Offline("refused"));
        notices.accept(new PeopleEvent.Online(Set.of()));

        assertThat(said).hasSize(3);
        assertThat(said.get(0)).contains("online as bob");
        assertThat(said.get(1)).contains("lost (cut)");
        assertThat(said.get(2)).contains("found again");
    }
}
