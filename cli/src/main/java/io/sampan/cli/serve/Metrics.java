package io.sampan.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sampan.cli.Version;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.link.RequestObserver;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.Violation;
import io.sampan.wire.net.limit.Violations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What operators ask a process over HTTP: `/healthz` (it runs), `/readyz` (it can do its work, or
/// why not), `/metrics` (figures for Prometheus). Closed by its maker.
///
/// The listener is the JDK's own with a virtual thread for each request, so a half-sent request
/// holds up no other; it is given up after ten seconds. Requests have no body and no parameters.
final class Metrics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";

    /// Upper bounds of the histograms' buckets.
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60)
    };

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    // A counter does not keep its source alive, and stands still once that is collected.
    private final List<Object> sources = new ArrayList<>();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final HttpServer http;

    /// Starts to listen.
    ///
    /// @param readiness what `/readyz` says
    /// @throws UncheckedIOException if the address cannot be listened on
    Metrics(HostPort address, Readiness readiness) {
        limit("sun.net.httpserver.maxReqTime", 10);
        limit("sun.net.httpserver.maxRspTime", 30);
        limit("sun.net.httpserver.maxReqHeaders", 64);
        limit("jdk.httpserver.maxConnections", 64);
        try {
            http = HttpServer.create(new InetSocketAddress(address.host(), address.port()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException(
                            "cannot show metrics on " + address + ": " + e.getMessage(), e));
        }
        http.setExecutor(requests);
        answers("/healthz", () -> new Page(200, TEXT, "ok\n"));
        answers(
                "/readyz",
                () -> {
                    var result = readiness.now();
                    return new Page(result.isReady() ? 200 : 503, JSON, result.toJson());
                });
        answers("/metrics", () -> new Page(200, PROMETHEUS, registry.scrape()));
        showProcess();
        gauge(
                "sampan.ready",
                "1 if the process can do its work",
                () -> readiness,
                ready -> ready.now().isReady() ? 1 : 0);
        http.start();
        LOG.atInfo()
                .addKeyValue("address", HostPort.of(http.getAddress()))
                .log("metrics at /metrics, health at /healthz and /readyz");
    }

    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }

    private void showProcess() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
        Gauge.builder("sampan.build.info", () -> 1)
                .description("the version that runs")
                .tags("version", Version.current(), "java", Runtime.version().toString())
                .register(registry);
    }

    /// Shows a value that goes up and down.
    <T> Metrics gauge(String name, String meaning, Supplier<T> source, ToDoubleFunction<T> value) {
        return gauge(name, meaning, Tags.empty(), source, value);
    }

    /// The same, one of several with different tags.
    <T> Metrics gauge(
            String name, String meaning, Tags tags, Supplier<T> source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, s -> value.applyAsDouble(s.get()))
                .description(meaning)
                .tags(tags)
                .strongReference(true)
                .register(registry);
        return this;
    }

    /// Shows a count that only grows.
    <T> Metrics count(String name, String meaning, Supplier<T> source, ToDoubleFunction<T> value) {
        sources.add(source);
        FunctionCounter.builder(name, source, s -> value.applyAsDouble(s.get()))
                .description(meaning)
                .register(registry);
        return this;
    }

    /// Shows a histogram of durations for each kind of request.
    RequestObserver requests(String name, String meaning) {
        var timers = new ConcurrentHashMap<String, Timer>();
        return (request, answer, nanos) ->
                timers.computeIfAbsent(
                                request.getSimpleName() + ' ' + (answer == Refused.class),
                                _ -> timer(name, meaning, request, answer))
                        .record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(
            String name,
            String meaning,
            Class<? extends Frame> request,
            Class<? extends Frame> answer) {
        return Timer.builder(name)
                .description(meaning)
                .tag("request", request.getSimpleName())
                .tag("refused", Boolean.toString(answer == Refused.class))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /// Shows what peers did wrong, a count for each kind.
    void offences(String name, Violations offences) {
        for (var kind : Violation.values()) {
            count(
                    name + "." + kind.name().toLowerCase(Locale.ROOT),
                    "peers turned away: " + kind.meaning(),
                    () -> offences,
                    all -> all.count(kind));
        }
    }

    private record Page(int status, String type, String text) {}

    private void answers(String path, Callable<Page> page) {
        http.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        answer(exchange, path, page);
                    }
                });
    }

    private static void answer(HttpExchange exchange, String path, Callable<Page> page)
            throws IOException {
        Page answer;
        if (!exchange.getRequestURI().getPath().equals(path)) {
            answer = new Page(404, TEXT, "there is /healthz, /readyz and /metrics\n");
        } else {
            try {
                answer = page.call();
            } catch (Exception e) {
                LOG.atError().addKeyValue("path", path).setCause(e).log("request failed");
                answer = new Page(500, TEXT, "the log says why\n");
            }
        }
        var bytes = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        var head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        requests.shutdownNow();
        gc.close();
        registry.close();
    }
}
