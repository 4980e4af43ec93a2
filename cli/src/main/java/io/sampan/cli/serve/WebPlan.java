package io.sampan.cli.serve;

import io.sampan.cli.CommandException;
import io.sampan.cli.serve.ServerFile.WebTable;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.limit.Subnet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How browsers and HTTP programs are served.
///
/// @param enabled whether they are
/// @param hosts names under which the server may be asked for, besides loopback's and the
///   certificate's
/// @param certificate what browsers are shown; without one they see the server's own, which they do
///   not know
/// @param proxies reverse proxies that do the encryption
/// @param openDrop whether anybody may upload
record WebPlan(
        boolean enabled,
        Set<String> hosts,
        Optional<PemFiles> certificate,
        List<Subnet> proxies,
        boolean openDrop) {

    /// A certificate and its key.
    record PemFiles(Path chain, Path key) {}

    /// @param listen where the server listens
    static WebPlan of(@Nullable WebTable table, HostPort listen) {
        if (table == null) {
            return new WebPlan(true, Set.of(), Optional.empty(), List.of(), false);
        }
        var openDrop = ServerFile.or(table.openDrop(), false);
        if (openDrop && !Loopback.isLoopback(listen.host())) {
            throw CommandException.wrongUsage(
                    "web.open-drop lets anybody upload, and " + listen.host() + " is not loopback",
                    "It is for tests. Leave it away, or listen on 127.0.0.1.");
        }
        return new WebPlan(
                ServerFile.or(table.enabled(), true),
                Set.copyOf(ServerFile.or(table.hosts(), List.of())),
                pemFiles(table),
                ServerFile.or(table.proxies(), List.of()),
                openDrop);
    }

    private static Optional<PemFiles> pemFiles(WebTable table) {
        var chain = table.certificate();
        var key = table.key();
        if (chain == null && key == null) {
            return Optional.empty();
        }
        if (chain == null || key == null) {
            throw CommandException.wrongUsage(
                    "[web] has a certificate without its key, or a key without its certificate",
                    "Give both: certificate = \"fullchain.pem\" and key = \"privkey.pem\".");
        }
        return Optional.of(new PemFiles(chain, key));
    }
}
