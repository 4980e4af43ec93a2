package io.sampan.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.task.TransferEvent.LaneLost;
import io.sampan.client.task.TransferEvent.LaneUp;
import io.sampan.wire.net.HostPort;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NobodyYetTest {

    private static final HostPort RELAY = new HostPort("relay", 7000);

    private final List<String> said = new ArrayList<>();
    private final NobodyYet nobodyYet = new NobodyYet(said::add);

    @Test
    void saysOnceWhyNobodyAnswers() {
        loseLanes(10);

        assertThat(said).hasSize(1);
        assertThat(said.getFirst()).contains("nobody answers yet", "relay is away", "Ctrl-C");
    }

    @Test
    void saysNothingOfLanesThatComeAndGo() {
        for (var i = 0; i < 10; i++) {
            loseLanes(2);
            nobodyYet.accept(new LaneUp(RELAY));
        }

        assertThat(said).isEmpty();
    }

    private void loseLanes(int count) {
        for (var i = 0; i < count; i++) {
            nobodyYet.accept(new LaneLost(RELAY, "relay is away"));
        }
    }
}
