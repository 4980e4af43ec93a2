package io.sampan.systemtests.chaos;

import io.sampan.systemtests.chaos.Restores.Part;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Copies of the server's ledger and of its blobs, as a careless operator makes them: now the one,
/// now the other. Used by the thread of one adversary.
final class ServerCopies {

    private static final Map<Part, String> NAMES =
            Map.of(Part.LEDGER, "ledger.db", Part.BLOBS, "blobs");

    private final Cluster cluster;
    private final Path folder;
    private final Restores restores;
    private final Map<Part, Long> copied = new EnumMap<>(Part.class);

    /// @param folder where the copies are kept
    ServerCopies(Cluster cluster, Path folder, Restores restores) {
        this.cluster = cluster;
        this.folder = folder;
        this.restores = restores;
    }

    boolean has(Part part) {
        return copied.containsKey(part);
    }

    /// Makes a copy of a part while the server is not running.
    void take(Part part) {
        cluster.server().kill();
        copy(part, cluster.serverHome(), folder);
        copied.put(part, System.nanoTime());
        cluster.server().start();
    }

    /// Puts the copy of a part back, and starts the server as its operator would.
    void putBack(Part part) {
        var window = restores.begin(part, Objects.requireNonNull(copied.remove(part)));
        cluster.server().kill();
        copy(part, folder, cluster.serverHome());
        cluster.server().startWithArguments("--accept-older-" + word(part));
        window.end();
    }

    /// What an operator calls it.
    static String word(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private static void copy(Part part, Path from, Path to) {
        var name = NAMES.get(part);
        for (var suffix : new String[] {"", "-wal", "-shm"}) {
            Content.removeTree(to.resolve(name + suffix));
            if (Files.exists(from.resolve(name + suffix))) {
                copyTree(from.resolve(name + suffix), to.resolve(name + suffix));
            }
        }
    }

    private static void copyTree(Path from, Path to) {
        try (var all = Files.walk(from)) {
            for (var one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
