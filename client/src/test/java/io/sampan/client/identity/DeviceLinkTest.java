package io.sampan.client.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.InvalidValueException;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceLinkTest {

    private static final String CODE = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = {"alice", "José", "李雷", "a.b_c-d"})
    void comesBackAsItWasWritten(String name) {
        var link =
                new DeviceLink(
                        List.of(new HostPort("relay1", 7001), new HostPort("127.0.0.1", 7002)),
                        CODE,
                        new UserName(name),
                        Sha256.digest(new byte[0]));

        assertThat(DeviceLink.parse(link.toLink())).isEqualTo(link);
        assertThat(DeviceLink.isMeant(link.toLink())).isTrue();
        assertThat(DeviceLink.isMeant(link.toInvite().toLink())).isFalse();
        assertThat(link.toString()).doesNotContain(CODE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sampan://x:1/?device=00&as=a#",
                "sampan://x:1/?code=0123456789abcdef0123456789abcdef#00",
                "sampan://x:1/?device=0123456789abcdef0123456789abcdef&as=%ZZ#"
                        + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            })
    void refusesWhatIsNoLinkAndShowsNoCode(String text) {
        assertThatThrownBy(() -> DeviceLink.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageNotContaining(CODE);
    }
}
