package io.sampan.systemtests.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Daemon;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.SampanCli;
import io.sampan.systemtests.packages.Struct.Layout;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A cluster that serves old programs, and what tests do with it.
record Programs(Lab lab, Cluster cluster, Layout layout) {

    static final long MIB = 1 << 20;

    /// One server, and so many relays in each tier.
    static Programs start(Lab lab, Layout layout, int edges, int hubs) {
        var cluster =
                lab.cluster()
                        .relays(edges, hubs)
                        .packages(layout.name().toLowerCase(Locale.ROOT))
                        .start();
        return new Programs(lab, cluster, layout);
    }

    List<HostPort> proxies() {
        return cluster.edges().isEmpty()
                ? List.of(cluster.packages())
                : cluster.edges().stream().map(Daemon::address).toList();
    }

    OldProgram program() {
        return new OldProgram(layout, true, proxies());
    }

    /// One that never asks where it was.
    OldProgram simpleProgram() {
        return new OldProgram(layout, false, proxies());
    }

    SampanCli person(String name) {
        return lab.person(name, List.of(cluster.server().address()));
    }

    /// The names that people see in the space of old programs.
    List<String> names() {
        return person("alice").witness().listed().stream()
                .map(media -> media.name().value())
                .toList();
    }

    /// What has come to these names is one media of that name, and nothing else.
    void assertAdded(List<String> before, String name) {
        var expected = new ArrayList<>(before);
        expected.add("package:" + name);
        assertThat(names()).containsExactlyInAnyOrderElementsOf(expected);
    }

    Wire wire() {
        try {
            return lab.owns(new Wire(cluster.packages(), layout));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Struct struct(int type, String name) {
        return Struct.of(layout, type, name);
    }

    Path file(String name, long seed, long size) {
        return Content.random(lab.folder("files").resolve(name), seed, size);
    }

    /// What an old program gets under that name.
    Path copy(String name) {
        var copy =
                lab.folder("files").resolve("copy-" + lab.folder("files").toFile().list().length);
        program().download(name, copy);
        return copy;
    }

    void assertStored(String name, Path source) {
        assertThat(Content.same(source, copy(name))).as(name + " is " + source).isTrue();
    }
}
