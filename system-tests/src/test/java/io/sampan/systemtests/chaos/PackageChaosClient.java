package io.sampan.systemtests.chaos;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.packages.OldProgram;
import io.sampan.systemtests.packages.Struct.Layout;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Somebody whose program speaks the `Package` struct: uploads, now and then killed midway and
/// begun again, and downloads of what was uploaded. Keeps its own testimony. Runs on one thread.
final class PackageChaosClient implements Runnable {

    private static final Duration SOON = Duration.ofSeconds(5);

    private static final int MIB = 1 << 20;

    private final HostPort proxy;
    private final Path folder;
    private final Chances chances;
    private final Clock clock;
    private final Expectations testimony;
    private final Timeline timeline;
    private final Map<String, Promise> promised = new LinkedHashMap<>();
    private int numbers;

    /// @param digest of what was uploaded
    /// @param told when it was acknowledged
    private record Promise(String digest, Told told) {}

    PackageChaosClient(HostPort proxy, Path folder, Story story) {
        this.proxy = proxy;
        this.folder = folder;
        this.chances = story.chancesOf("old");
        this.clock = story.clock();
        this.testimony = story.testimony();
        this.timeline = story.timeline();
    }

    @Override
    public void run() {
        while (clock.sleeps(
                chances.time(java.time.Duration.ZERO, java.time.Duration.ofSeconds(4)))) {
            if (promised.isEmpty() || chances.oneIn(2)) {
                upload();
            } else {
                check(chances.pick(List.copyOf(promised.keySet())));
            }
        }
    }

    /// What was acknowledged, by its name.
    int promised() {
        return promised.size();
    }

    /// Everything that was acknowledged is there and equal.
    void checkAll() {
        List.copyOf(promised.keySet()).forEach(this::check);
    }

    private OldProgram program() {
        return new OldProgram(Layout.SEED, chances.oneIn(2), List.of(proxy));
    }

    private void upload() {
        var name = "old-" + ++numbers;
        // Up to 10 MiB is a small file to it; the other half is cut in 12 blocks.
        var big = chances.oneIn(2);
        var size = big ? chances.between(10 * MIB + 1, 20 * MIB) : chances.spread(0, 10 * MIB);
        var file = Content.random(folder.resolve(name), chances.seed(), size);
        timeline.say("old", "upload %s, %d bytes", name, size);
        try {
            if (chances.oneIn(3)) {
                killed(file, name, size);
            }
            var begun = System.nanoTime();
            program().upload(file, name);
            promised.put(
                    name,
                    new Promise(
                            Content.treeDigest(file).toString(),
                            new Told(begun, System.nanoTime())));
            timeline.say("old", "  uploaded %s", name);
            Files.delete(file);
        } catch (UncheckedIOException e) {
            // Trouble that lasted for too long: nothing was promised. The next one has another
            // name.
            timeline.say("old", "  %s: %s", name, e);
            promised.remove(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killed(Path file, String name, long size) {
        var program = program();
        program.whenCarried(chances.between(0, size), program::kill);
        try {
            program.upload(file, name);
        } catch (OldProgram.Killed e) {
            timeline.say("old", "  killed while it uploaded %s", name);
        }
    }

    private void check(String name) {
        var copy = folder.resolve("copy-" + ++numbers);
        var promise = Objects.requireNonNull(promised.get(name));
        try {
            timeline.say("old", "download %s", name);
            // What a restore may have undone is asked for, not waited for, once all is healed.
            var undone = clock.isOver() && testimony.restores().mayLack(promise.told());
            program().patient(undone ? SOON : OldProgram.PATIENCE).download(name, copy);
            if (!Content.treeDigest(copy).toString().equals(promise.digest())) {
                testimony.blame("an old program's " + name + " is another file");
            }
            Files.deleteIfExists(copy);
        } catch (UncheckedIOException e) {
            // While trouble lasts that is nobody's fault; afterwards it is.
            timeline.say("old", "  %s: %s", name, e);
            if (testimony.restores().mayLack(promise.told())) {
                promised.remove(name);
            } else if (clock.isOver()) {
                testimony.blame("lost: an old program's " + name + ": " + e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
