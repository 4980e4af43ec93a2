package io.sampan.bench.driver;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// How many requests of one kind were made, and how many were answered. Any thread.
final class Requests {

    private final String kind;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicReference<String> trouble = new AtomicReference<>("");

    Requests(String kind) {
        this.kind = kind;
    }

    void onAsked() {
        asked.incrementAndGet();
    }

    void onAnswered() {
        answered.incrementAndGet();
    }

    /// A refusal is an answer too.
    void onRefused(String why) {
        refused.incrementAndGet();
        answered.incrementAndGet();
        trouble.compareAndSet("", why);
    }

    /// Something else went wrong; the first time is remembered.
    void onTrouble(String what) {
        System.err.println(kind + ": " + what);
        trouble.compareAndSet("", what);
    }

    boolean isEveryOneAnswered() {
        return answered.get() >= asked.get();
    }

    /// `KIND ASKED ANSWERED REFUSED TROUBLE`, with tabs between.
    String show() {
        return String.join(
                "\t",
                kind,
                asked.toString(),
                answered.toString(),
                refused.toString(),
                trouble.get().replace('\t', ' ').replace('\n', ' '));
    }
}
