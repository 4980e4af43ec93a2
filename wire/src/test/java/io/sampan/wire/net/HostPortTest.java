package io.sampan.wire.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7000, 127.0.0.1, 7000",
        "relay-1.example.org:0, relay-1.example.org, 0",
        "localhost:65535, localhost, 65535",
        "[::1]:80, ::1, 80",
        "[fe80::1%eth0]:80, fe80::1%eth0, 80",
    })
    void readsWhatItWrites(String text, String host, int port) {
        var address = HostPort.parse(text);

        assertThat(address).isEqualTo(new HostPort(host, port));
        assertThat(address).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "host",
                "host:",
                ":7000",
                "host:-1",
                "host:+1",
                "host:65536",
                "host:999999999999",
                "host:７０００",
                "::1:80",
                "[host]:80",
                "[::1:80",
                "[]:80",
                "a b:80",
                "a/b:80",
                "user@host:80",
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void readsAListInItsOrder() {
        assertThat(HostPort.parseList("a:1, b:2,[::1]:3"))
                .containsExactly(
                        new HostPort("a", 1), new HostPort("b", 2), new HostPort("::1", 3));
        assertThatThrownBy(() -> HostPort.parseList("a:1,"))
                .isInstanceOf(InvalidValueException.class);
    }
}
