package io.sampan.cli.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a process can do its work now: named checks, asked anew at most once a second however
/// often `/readyz` is requested. Thread-safe.
final class Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private Result latest = new Result(Map.of());
    private long checkedAt;
    private boolean checked;

    /// What the checks said.
    ///
    /// @param problems by the check's name; empty text where there is none
    record Result(Map<String, String> problems) {

        boolean isReady() {
            return problems.values().stream().allMatch(String::isEmpty);
        }

        /// For example `{"ready":false,"checks":{"ledger":"ok","space":"12 bytes are left"}}`.
        String toJson() {
            var json = new StringBuilder("{\"ready\":").append(isReady()).append(",\"checks\":{");
            var separator = "";
            for (var check : problems.entrySet()) {
                var said = check.getValue().isEmpty() ? "ok" : check.getValue();
                json.append(separator)
                        .append(quoted(check.getKey()))
                        .append(':')
                        .append(quoted(said));
                separator = ",";
            }
            return json.append("}}\n").toString();
        }

        private static String quoted(String text) {
            return '"'
                    + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ")
                    + '"';
        }
    }

    /// Adds a check. To be called before the first [#now].
    ///
    /// @param problem empty if all is well; an exception is a problem, too
    Readiness check(String name, Supplier<Optional<String>> problem) {
        checks.put(name, problem);
        return this;
    }

    /// The state now, at most a second old.
    Result now() {
        lock.lock();
        try {
            if (!checked || System.nanoTime() - checkedAt > FRESH_NANOS) {
                var before = latest;
                latest = ask();
                checkedAt = System.nanoTime();
                checked = true;
                if (before.isReady() && !latest.isReady()) {
                    LOG.atWarn().addKeyValue("checks", latest.problems()).log("not ready");
                }
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }

    private Result ask() {
        var problems = new LinkedHashMap<String, String>();
        checks.forEach((name, check) -> {
            try {
                problems.put(name, check.get().orElse(""));
            } catch (RuntimeException e) {
                problems.put(name, String.valueOf(e.getMessage()));
            }
        });
        return new Result(problems);
    }
}
