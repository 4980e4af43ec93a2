package io.sampan.wire.net.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import io.sampan.model.InvalidValueException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

class ConnectionLimiterTest {

    private final AtomicLong clock = new AtomicLong(5);

    @Test
    void letsInAsManyAsThereIsRoomFor() throws UnknownHostException {
        var door = new ConnectionLimiter(ConnectionLimits.of(2).withPerAddress(2), clock::get);
        door.enter(address("10.0.0.1"));
        door.enter(address("10.0.0.2"));

        assertThat(door.enter(address("10.0.0.3"))).contains(Violation.FULL);
        door.leave(address("10.0.0.1"));
        assertThat(door.enter(address("10.0.0.3"))).isEmpty();
        assertThat(door.open()).isEqualTo(2);
    }

    @Test
    void oneSourceCannotTakeEveryPlace() throws UnknownHostException {
        var door = new ConnectionLimiter(ConnectionLimits.of(100), clock::get);

        for (var i = 0; i < 75; i++) {
            assertThat(door.enter(address("10.0.0.1"))).isEmpty();
        }

        assertThat(door.enter(address("10.0.0.1"))).contains(Violation.CROWD);
        assertThat(door.enter(address("10.0.0.2"))).isEmpty();
    }

    @Test
    void whoOpensAndClosesTooFastWaitsForTheClock() throws UnknownHostException {
        var door =
                new ConnectionLimiter(
                        ConnectionLimits.of(100).withPerAddress(10).withOpensPerSecond(5),
                        clock::get);
        for (var i = 0; i < 10; i++) {
            assertThat(door.enter(address("10.0.0.1"))).isEmpty();
            door.leave(address("10.0.0.1"));
        }

        assertThat(door.enter(address("10.0.0.1"))).contains(Violation.RUSH);
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(400));
        assertThat(door.enter(address("10.0.0.1"))).isEmpty();
        assertThat(door.enter(address("10.0.0.1"))).isEmpty();
        assertThat(door.enter(address("10.0.0.1"))).contains(Violation.RUSH);
    }

    @Test
    void aTrustedSourceCountsInTotalOnly() throws UnknownHostException {
        var limits =
                ConnectionLimits.of(3)
                        .withPerAddress(1)
                        .withTrusted(List.of(Subnet.parse("10.1.0.0/16")));
        var door = new ConnectionLimiter(limits, clock::get);

        assertThat(door.enter(address("10.1.2.3"))).isEmpty();
        assertThat(door.enter(address("10.1.2.3"))).isEmpty();
        assertThat(door.enter(address("10.2.2.3"))).isEmpty();
        assertThat(door.enter(address("10.1.2.3"))).contains(Violation.FULL);
    }

    @Test
    void aNetworkOfIpv6IsOneSource() throws UnknownHostException {
        var door = new ConnectionLimiter(ConnectionLimits.of(9).withPerAddress(1), clock::get);
        door.enter(address("2001:db8:1:2::1"));

        assertThat(door.enter(address("2001:db8:1:2:ffff::9"))).contains(Violation.CROWD);
        assertThat(door.enter(address("2001:db8:1:3::1"))).isEmpty();
    }

    @Test
    void sourcesThatAreGoneAreForgotten() throws UnknownHostException {
        var door = new ConnectionLimiter(ConnectionLimits.of(10).withPerAddress(1), clock::get);

        for (var i = 0; i < 100_000; i++) {
            var from =
                    InetAddress.getByAddress(
                            new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i});
            door.enter(from);
            door.leave(from);
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        }

        assertThat(door.remembered()).isLessThan(2000);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.255.3, true",
        "10.1.0.0/16, 10.2.0.0, false",
        "10.1.2.0/23, 10.1.3.9, true",
        "10.1.2.0/23, 10.1.4.9, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "0.0.0.0/0, 9.9.9.9, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:77::1, true",
    })
    void networks(String network, String address, boolean inside) throws UnknownHostException {
        assertThat(Subnet.parse(network).contains(address(address))).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8/8",
                "::/129",
                "1/1"
            })
    void whatIsNoNetworkIsRefused(String text) {
        assertThatThrownBy(() -> Subnet.parse(text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void offencesAreCounted() {
        var offences = new Violations(NOPLogger.NOP_LOGGER, clock::get);

        for (var i = 0; i < 1000; i++) {
            offences.note(Violation.RUSH, new InetSocketAddress(1));
        }

        assertThat(offences.count(Violation.RUSH)).isEqualTo(1000);
        assertThat(offences.count(Violation.FULL)).isZero();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(literal));
    }
}
