package io.sampan.client.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.InvalidValueException;
import io.sampan.wire.net.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7267, http://127.0.0.1:7267",
        "localhost:80, http://localhost:80",
        "[::1]:7267, http://[::1]:7267",
        "chat.example:443, https://chat.example",
        "chat.example:7443, https://chat.example:7443",
    })
    void isEncryptedExceptOnLoopback(String address, String origin) {
        var page = PageAddress.of(HostPort.parse(address));

        assertThat(page.origin()).isEqualTo(origin);
    }

    @Test
    void keepsTheSecretInTheFragment() {
        var page = PageAddress.parse("https://Chat.example/");

        assertThat(page.inviteLink("0a")).isEqualTo("https://chat.example/#join=0a");
        assertThat(page.deviceLink("0a")).isEqualTo("https://chat.example/#link=0a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat.example",
                "ftp://chat.example",
                "https://chat.example/path",
                "https://chat.example/#join=1",
                "https://me@chat.example",
                "http://chat.example"
            })
    void isAnOriginThatBrowsersMakeKeysOn(String text) {
        assertThatThrownBy(() -> PageAddress.parse(text)).isInstanceOf(InvalidValueException.class);
    }
}
