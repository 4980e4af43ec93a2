package io.sampan.systemtests.harness;

import io.sampan.systemtests.fault.Ports;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A server and two tiers of relays, each a process on loopback. Every edge relay knows all hub
/// relays, beginning with another one; every hub relay knows the server.
public final class Cluster {

    private final Daemon server;
    private final Path serverHome;
    private final List<Daemon> edges;
    private final List<Daemon> hubs;
    private final HostPort packages;

    private Cluster(
            Daemon server,
            Path serverHome,
            List<Daemon> edges,
            List<Daemon> hubs,
            HostPort packages) {
        this.server = server;
        this.serverHome = serverHome;
        this.edges = edges;
        this.hubs = hubs;
        this.packages = packages;
    }

    public Daemon server() {
        return server;
    }

    /// Where the server keeps everything.
    public Path serverHome() {
        return serverHome;
    }

    public List<Daemon> edges() {
        return edges;
    }

    public List<Daemon> hubs() {
        return hubs;
    }

    /// The relays of both tiers.
    public List<Daemon> relays() {
        var all = new ArrayList<>(edges);
        all.addAll(hubs);
        return all;
    }

    /// Where clients go: the edge relays, or the server where there is no relay.
    public List<HostPort> entries() {
        return edges.isEmpty()
                ? List.of(server.address())
                : edges.stream().map(Daemon::address).toList();
    }

    /// Where the server listens for the `Package` protocol, if it does.
    public HostPort packages() {
        return packages;
    }

    /// Bytes of all files of the server's home, as the disk counts them: holes are free.
    public long serverDiskBytes() {
        return Content.diskBytes(serverHome) - reserves();
    }

    /// What the stores hold back for a full disk.
    private long reserves() {
        try (var files = Files.walk(serverHome)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-reserve"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How a cluster is to be. Used by one thread.
    public static final class Builder {

        private final Lab lab;
        private final List<String> settings = new ArrayList<>();
        private boolean identities;
        private int edges;
        private int hubs;
        private String serverHeap = "-Xmx128m";
        private String relayHeap = "-Xmx64m";
        private Path home;
        private Optional<String> layout = Optional.empty();
        private boolean apart;
        private final HostPort packages = Ports.free();

        Builder(Lab lab) {
            this.lab = lab;
            this.home = lab.folder("server-home");
        }

        /// So many relays in each tier; none unless asked for.
        public Builder relays(int edgeRelays, int hubRelays) {
            this.edges = edgeRelays;
            this.hubs = hubRelays;
            return this;
        }

        /// Lines for the server's configuration file.
        public Builder settings(String... lines) {
            Collections.addAll(settings, lines);
            return this;
        }

        /// Private lines, on which people prove who they are; otherwise the server is open.
        public Builder identities() {
            this.identities = true;
            return this;
        }

        /// The server speaks the `Package` protocol too, in this layout, and that is what the
        /// relays carry: people go straight to the server.
        public Builder packages(String seedOrMd5) {
            this.layout = Optional.of(seedOrMd5);
            return this;
        }

        /// The same, but people go through the relays as usual; [Cluster#packages] is where old
        /// programs go, a relay of their own.
        public Builder packagesApart(String seedOrMd5) {
            this.apart = true;
            return packages(seedOrMd5);
        }

        public Builder serverHome(Path folder) {
            this.home = folder;
            return this;
        }

        /// Options of the JVM for the server, and for each relay; 128 and 64 MiB of heap by
        /// default.
        public Builder heaps(String server, String relay) {
            this.serverHeap = server;
            this.relayHeap = relay;
            return this;
        }

        /// Starts all of it, and returns when all of it is ready.
        public Cluster start() {
            var server =
                    lab.owns(
                            new Daemon(
                                    lab.program(),
                                    "server",
                                    serverArguments(),
                                    serverHeap,
                                    lab.logs(),
                                    Ports.free()));
            var hubRelays = new ArrayList<Daemon>();
            for (var i = 1; i <= hubs; i++) {
                hubRelays.add(relay("hub" + i, List.of(carried(server))));
            }
            var edgeRelays = new ArrayList<Daemon>();
            for (var i = 1; i <= edges; i++) {
                var order = new ArrayList<>(hubRelays.stream().map(Daemon::address).toList());
                Collections.rotate(order, 1 - i);
                edgeRelays.add(
                        relay("edge" + i, order.isEmpty() ? List.of(carried(server)) : order));
            }
            var forOld = packages;
            if (apart) {
                var relay = relay("old", List.of(packages));
                // Beside the hubs, where no person goes by mistake.
                hubRelays.add(relay);
                forOld = relay.address();
            }
            return new Cluster(
                    server, home, List.copyOf(edgeRelays), List.copyOf(hubRelays), forOld);
        }

        private HostPort carried(Daemon server) {
            return layout.isPresent() && !apart ? packages : server.address();
        }

        private List<String> serverArguments() {
            var arguments = new ArrayList<>(List.of("server", "--home", home.toString()));
            if (!identities) {
                arguments.add("--plain");
            }
            layout.ifPresent(asked ->
                    arguments.addAll(
                            List.of("--package", packages.toString(), "--package-layout", asked)));
            if (!settings.isEmpty()) {
                try {
                    var file = Files.write(lab.logs().resolve("server.toml"), settings);
                    arguments.addAll(List.of("--config", file.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return arguments;
        }

        private Daemon relay(String name, List<HostPort> upstreams) {
            var list = String.join(",", upstreams.stream().map(HostPort::toString).toList());
            return lab.owns(
                    new Daemon(
                            lab.program(),
                            name,
                            List.of("relay", "--upstream", list),
                            relayHeap,
                            lab.logs(),
                            Ports.free()));
        }
    }
}
