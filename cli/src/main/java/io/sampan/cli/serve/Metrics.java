package io.sampan.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.Violation;
import io.sampan.wire.net.limit.Violations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Figures for Prometheus at `http://HOST:PORT/metrics`. Whoever makes one closes it.
final class Metrics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    // A counter does not keep its source alive, and stands still once that is collected.
    private final List<Object> sources = new ArrayList<>();
    private final HttpServer http;

    /// Starts to listen.
    ///
    /// @throws UncheckedIOException if the address cannot be listened on
    Metrics(HostPort address) {
        try {
            http = HttpServer.create(new InetSocketAddress(address.host(), address.port()), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException(
                            "cannot show metrics on " + address + ": " + e.getMessage(), e));
        }
        http.createContext("/metrics", this::answer);
        http.start();
        LOG.atInfo()
                .addKeyValue("address", HostPort.of(http.getAddress()))
                .log("metrics at /metrics");
    }

    /// Shows a value that goes up and down.
    <T> Metrics gauge(String name, String meaning, Supplier<T> source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, s -> value.applyAsDouble(s.get()))
                .description(meaning)
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

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var text = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        registry.close();
    }
}
