package io.sampan.cli.people;

import io.sampan.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides which comings and goings are worth a line. Somebody who only fetches messages is online
/// for a moment: what does not last is not told. Thread-safe.
final class PresenceNotices {

    private static final Duration LASTS = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Map<UserName, Instant> changed = new HashMap<>();
    private final Set<UserName> told = new HashSet<>();
    private Set<UserName> online = Set.of();

    PresenceNotices(InstantSource clock) {
        this.clock = clock;
    }

    /// A first look: nobody has come or gone.
    synchronized void onSnapshot(Set<UserName> names) {
        online = Set.copyOf(names);
        told.clear();
        told.addAll(names);
        changed.clear();
    }

    synchronized void onChange(Set<UserName> names) {
        var now = clock.instant();
        names.stream()
                .filter(name -> !online.contains(name))
                .forEach(name -> changed.put(name, now));
        online.stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> changed.put(name, now));
        online = Set.copyOf(names);
    }

    /// What is to be told now, once.
    ///
    /// @param about of these people; others are not told of
    synchronized List<String> due(Collection<UserName> about) {
        var lines = new ArrayList<String>();
        var before = clock.instant().minus(LASTS);
        changed.entrySet()
                .removeIf(change -> {
                    var name = change.getKey();
                    if (change.getValue().isAfter(before)) {
                        return false;
                    }
                    var isHere = online.contains(name);
                    var isNews = isHere ? told.add(name) : told.remove(name);
                    if (isNews && about.contains(name)) {
                        lines.add(name + (isHere ? " is online" : " has left"));
                    }
                    return true;
                });
        return lines;
    }
}
