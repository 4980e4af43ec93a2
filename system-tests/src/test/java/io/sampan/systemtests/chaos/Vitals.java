package io.sampan.systemtests.chaos;

import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;

/// What a server says of itself, as its operator sees it.
///
/// @param metrics where it shows them
record Vitals(HostPort metrics) {

    boolean isZero(String name) {
        return read().getOrDefault(name, Double.NaN) == 0;
    }

    /// All values, by their names, that have no labels.
    Map<String, Double> read() {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://" + metrics + "/metrics"));
            var text = http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
            return text.lines()
                    .filter(line -> !line.startsWith("#") && !line.contains("{"))
                    .map(line -> line.split(" "))
                    .collect(
                            Collectors.toMap(words -> words[0], words -> Double.valueOf(words[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
