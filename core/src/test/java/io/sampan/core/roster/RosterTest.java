package io.sampan.core.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.core.identity.Member;
import io.sampan.core.roster.Roster.Presence;
import io.sampan.model.DeviceId;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final UserName ALICE = new UserName("alice");
    private static final Member LAPTOP = new Member(ALICE, new DeviceId(1));
    private static final Member PHONE = new Member(ALICE, new DeviceId(2));

    private final Roster roster = new Roster(1);
    private final AtomicInteger takenOver = new AtomicInteger();

    private Presence arrive(Member member) {
        if (roster.arrive(member, takenOver::incrementAndGet)
                instanceof Outcome.Done<Presence>(var presence)) {
            return presence;
        }
        throw new AssertionError("refused");
    }

    @Test
    void aPersonIsOnlineWhileOneOfTheirDevicesIs() {
        var laptop = arrive(LAPTOP);
        var phone = arrive(PHONE);
        assertThat(takenOver).hasValue(0);
        assertThat(roster.snapshot().version()).as("one arrival").isEqualTo(1);

        laptop.close();
        assertThat(roster.snapshot().names()).containsExactly(ALICE);
        assertThat(roster.isOnline(ALICE, LAPTOP.device())).isFalse();
        assertThat(roster.isOnline(ALICE, PHONE.device())).isTrue();

        phone.close();
        phone.close();
        assertThat(roster.snapshot().names()).isEmpty();
        assertThat(roster.snapshot().version()).isEqualTo(2);
    }

    @Test
    void theSameDeviceAgainTakesOver() {
        var first = arrive(LAPTOP);
        var second = arrive(LAPTOP);

        assertThat(takenOver).hasValue(1);
        first.close();
        assertThat(roster.snapshot().names()).containsExactly(ALICE);
        second.close();
        assertThat(roster.snapshot().names()).isEmpty();
    }
}
