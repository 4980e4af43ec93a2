package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.Sampan;
import io.sampan.client.people.PeopleEvent;
import io.sampan.client.people.PresenceConnection;
import io.sampan.model.UserName;
import io.sampan.systemtests.harness.Lab;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// As many as may be, and one more.
@Tag("long")
class OnlineLimitTest {

    private static final int MOST = 100;

    @RegisterExtension final Lab lab = new Lab();

    private final List<Here> all = new ArrayList<>();

    /// Somebody who is here, and what they were told.
    private static final class Here {
        final Sampan session;
        final PresenceConnection attending;
        final List<String> trouble = new CopyOnWriteArrayList<>();
        volatile Set<UserName> online = Set.of();

        Here(Sampan session) {
            this.session = session;
            this.attending = session.people().attend(this::onEvent);
        }

        private void onEvent(PeopleEvent event) {
            switch (event) {
                case PeopleEvent.Online(var names) -> online = names;
                case PeopleEvent.RosterChanged(var names, var _, var _) -> online = names;
                case PeopleEvent.Offline(var why) -> trouble.add(why);
                case PeopleEvent.Happened _,
                        PeopleEvent.Ended _,
                        PeopleEvent.Refused _,
                        PeopleEvent.CaughtUp _,
                        PeopleEvent.Delivered _ -> {}
            }
        }
    }

    @AfterEach
    void leave() {
        for (var here : all) {
            here.attending.close();
            here.session.close();
        }
    }

    @Test
    void refusesOneMoreUntilSomebodyLeaves() {
        var cluster = lab.cluster().settings("online = " + MOST, "heartbeat = \"2s\"").start();
        for (int i = 0; i < MOST; i++) {
            all.add(here(i, cluster.entries()));
        }
        await(() -> all.stream().allMatch(here -> here.online.size() == MOST));

        var late = here(MOST, cluster.entries());
        await(() -> late.trouble.stream().anyMatch(why -> why.contains("too many people")));
        var first = all.removeFirst();
        first.attending.close();
        first.session.close();
        all.add(late);

        await(() -> all.stream().allMatch(here -> here.online.contains(new UserName("p" + MOST))));
        assertThat(all).allMatch(here -> !here.online.contains(new UserName("p0")));
    }

    private Here here(int number, List<io.sampan.wire.net.HostPort> via) {
        return new Here(Person.open(lab.folder("home-" + number), "p" + number, via));
    }

    private static void await(java.util.concurrent.Callable<Boolean> holds) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(holds);
    }
}
