package io.sampan.bench.report;

import io.sampan.bench.measure.Series;
import io.sampan.bench.measure.Unit;
import java.util.Locale;

/// A target of the table and what was reached.
///
/// @param what in words
/// @param reached the figure
/// @param bound on which side of `wanted` it has to be
/// @param wanted the target
/// @param unit stands after both figures: `×`, `%`, `s`, `KiB`; empty where something is counted
public record Check(String what, double reached, Bound bound, double wanted, String unit) {

    /// Where a figure has to be.
    public enum Bound {
        AT_LEAST,
        AT_MOST
    }

    /// How many times faster one is than a peer, by their medians.
    public static Check faster(Series own, Series peer, double wanted) {
        return new Check(
                own.name() + " / " + peer.name(),
                own.median() / peer.median(),
                Bound.AT_LEAST,
                wanted,
                "×");
    }

    /// CPU time for each GB of one role beside a peer's: no more than it.
    public static Check noMoreCpu(Series own, Series peer, String role) {
        return new Check(
                own.name() + " / " + peer.name() + ", CPU of the " + role + " per GB",
                own.cpuPerGigabyte().getOrDefault(role, Double.NaN)
                        / peer.cpuPerGigabyte().getOrDefault(role, Double.NaN),
                Bound.AT_MOST,
                1,
                "×");
    }

    /// How many times as long one takes as a peer, by their medians: no more than so often.
    public static Check noSlower(Series own, Series peer, double wanted) {
        return new Check(
                own.name() + " / " + peer.name(),
                own.median() / peer.median(),
                Bound.AT_MOST,
                wanted,
                "×");
    }

    /// A median that may not be more than so much.
    public static Check atMost(Series own, double wanted) {
        return new Check(
                own.name(),
                own.median(),
                Bound.AT_MOST,
                wanted,
                own.unit() == Unit.SECONDS ? "s" : "KiB");
    }

    /// Whether the target is reached; never where there is no figure.
    public boolean holds() {
        return bound == Bound.AT_LEAST ? reached >= wanted : reached <= wanted;
    }

    /// For example `1.42 × (at least 1.30 ×)`.
    public String show() {
        return unit.isEmpty()
                ? String.format(Locale.ROOT, "%.0f (%s %.0f)", reached, side(), wanted)
                : measured();
    }

    private String measured() {
        return String.format(
                Locale.ROOT, "%.2f %s (%s %.2f %s)", reached, unit, side(), wanted, unit);
    }

    private String side() {
        return bound == Bound.AT_LEAST ? "at least" : "at most";
    }
}
