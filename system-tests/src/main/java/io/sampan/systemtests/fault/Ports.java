package io.sampan.systemtests.fault;

import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports that are free now, and that no outgoing connection will be given: whoever was killed, or
/// refused for a while, finds the port free afterwards.
public final class Ports {

    private static final int LOWEST = 12_000;
    private static final int EPHEMERAL = 32_000;

    private Ports() {}

    /// One that is free now.
    public static HostPort free() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(LOWEST, EPHEMERAL);
            try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return new HostPort("127.0.0.1", probe.getLocalPort());
            } catch (IOException taken) {
                // The next one, then.
            }
        }
    }
}
