package io.sampan.cli.serve;

import io.sampan.wire.net.ServiceManagerSocket;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Tells systemd that the service is ready, that it stops, and, where the unit has a watchdog, that
/// it is alive. Does nothing where no service manager asks for it (`NOTIFY_SOCKET`).
///
/// The watchdog is fed while the process answers its own checks in time, whatever they say: a full
/// disk is not mended by a restart, a process that hangs may be.
final class ServiceNotifier implements AutoCloseable {

    private final Optional<ServiceManagerSocket> socket;
    private final Optional<ScheduledExecutorService> watchdog;

    private ServiceNotifier(
            Optional<ServiceManagerSocket> socket, Optional<ScheduledExecutorService> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /// Connects to the service manager, if there is one.
    ///
    /// @param readiness asked before each sign of life
    static ServiceNotifier start(Readiness readiness) {
        var socket =
                Optional.ofNullable(System.getenv("NOTIFY_SOCKET"))
                        .filter(path -> !path.isEmpty())
                        .flatMap(ServiceManagerSocket::open);
        return new ServiceNotifier(
                socket,
                socket.flatMap(to -> watchdogMicros().map(all -> feed(to, readiness, all))));
    }

    private static Optional<Long> watchdogMicros() {
        return Optional.ofNullable(System.getenv("WATCHDOG_USEC"))
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(Long::parseLong)
                .filter(micros -> micros > 0);
    }

    private static ScheduledExecutorService feed(
            ServiceManagerSocket socket, Readiness readiness, long withinMicros) {
        var timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("watchdog").factory());
        timer.scheduleAtFixedRate(
                () -> {
                    readiness.now();
                    socket.send("WATCHDOG=1");
                },
                0,
                Math.max(1, withinMicros / 3),
                TimeUnit.MICROSECONDS);
        return timer;
    }

    /// The service is up.
    void ready() {
        socket.ifPresent(to -> to.send("READY=1\nSTATUS=ready"));
    }

    /// The service begins to stop.
    void stopping() {
        socket.ifPresent(to -> to.send("STOPPING=1"));
    }

    @Override
    public void close() {
        stopping();
        watchdog.ifPresent(ScheduledExecutorService::shutdownNow);
        socket.ifPresent(ServiceManagerSocket::close);
    }
}
