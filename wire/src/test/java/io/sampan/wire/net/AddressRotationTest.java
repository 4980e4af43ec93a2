package io.sampan.wire.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddressRotationTest {

    private static final InetSocketAddress A =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1);
    private static final InetSocketAddress B =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 1);
    private static final InetSocketAddress C =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.3"), 1);

    private final AtomicLong now = new AtomicLong();
    private final AddressRotation rotation = new AddressRotation(now::get);

    @Test
    void rotatesOverTheAddressesThatWork() {
        assertThat(rotation.order(List.of(A, B, C))).containsExactly(A, B, C);
        assertThat(rotation.order(List.of(A, B, C))).containsExactly(B, C, A);
        assertThat(rotation.order(List.of(A, B, C))).containsExactly(C, A, B);
        assertThat(rotation.order(List.of(A, B, C))).containsExactly(A, B, C);
    }

    @Test
    void triesAnAddressThatFailedLastUntilTheFailureIsForgotten() {
        rotation.onFailed(A);

        assertThat(rotation.order(List.of(A, B))).containsExactly(B, A);
        assertThat(rotation.order(List.of(A, B))).containsExactly(B, A);

        now.addAndGet(AddressRotation.REMEMBERED.toNanos());
        assertThat(rotation.order(List.of(A, B))).containsExactly(A, B);
    }

    @Test
    void aConnectThatSucceedsForgetsTheFailure() {
        rotation.onFailed(A);
        rotation.onReached(A);

        assertThat(rotation.order(List.of(A, B))).containsExactly(A, B);
    }
}
