package io.sampan.cli.serve;

import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket in a running server's home, through which whoever may write the home talks to it: one
/// line asks, one object of JSON answers, and the connection ends.
///
/// ```
///   status ─▶ {"text":"…","values":{"event":"status",…}}
/// ```
///
/// It is a Unix domain socket that only its owner can open (mode 0600 from the first moment: it is
/// made in a folder of its own and moved). A server does without it where it cannot be made.
final class ControlSocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    private static final String NAME = "control.sock";
    private static final int LONGEST_REQUEST = 64;

    private final Path path;
    private final ServerSocketChannel channel;
    private final Map<String, Supplier<Fact>> answers;

    private ControlSocket(
            Path path, ServerSocketChannel channel, Map<String, Supplier<Fact>> answers) {
        this.path = path;
        this.channel = channel;
        this.answers = answers;
    }

    /// Where it is.
    static Path in(Path home) {
        return home.resolve(NAME);
    }

    /// Opens it, in the place of one that a killed server has left.
    ///
    /// @param answers by request; each is called on a thread of its own
    /// @return empty where it cannot be made, which is logged
    static Optional<ControlSocket> open(Path home, Map<String, Supplier<Fact>> answers) {
        var path = in(home);
        try {
            var opened = new ControlSocket(path, listen(home, path), answers);
            Thread.ofVirtual().name("control").start(opened::accept);
            return Optional.of(opened);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.atWarn()
                    .addKeyValue("path", path)
                    .addKeyValue("reason", e.getMessage())
                    .log("no control socket: commands act through the ledger");
            return Optional.empty();
        }
    }

    private static ServerSocketChannel listen(Path home, Path path) throws IOException {
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var folder = Files.createTempDirectory(home, "c");
        try {
            var fresh = folder.resolve("s");
            channel.bind(UnixDomainSocketAddress.of(fresh));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(folder.resolve("s"));
            throw e;
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private void accept() {
        try {
            while (true) {
                var asking = channel.accept();
                Thread.ofVirtual().name("control-answer").start(() -> answer(asking));
            }
        } catch (ClosedChannelException e) {
            LOG.atTrace().log("control socket closed");
        } catch (IOException e) {
            LOG.atError().setCause(e).log("control socket failed");
        }
    }

    private void answer(SocketChannel asking) {
        try (asking;
                var reader =
                        new BufferedReader(
                                Channels.newReader(asking, StandardCharsets.UTF_8),
                                LONGEST_REQUEST)) {
            var request = new StringBuilder();
            for (var c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
                if (request.append((char) c).length() > LONGEST_REQUEST) {
                    return;
                }
            }
            var out =
                    ByteBuffer.wrap(
                            json(answer(request.toString())).getBytes(StandardCharsets.UTF_8));
            while (out.hasRemaining()) {
                var _ = asking.write(out);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("a command left before its answer");
        }
    }

    private Fact answer(String request) {
        var known = answers.get(request);
        if (known == null) {
            return Fact.of("this server does not know " + request, "event", "unknown");
        }
        try {
            return known.get();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("request", request).setCause(e).log("control request failed");
            return Fact.of(
                    String.valueOf(e.getMessage()),
                    "event",
                    "failed",
                    "reason",
                    String.valueOf(e.getMessage()));
        }
    }

    private static String json(Fact answer) {
        return CommandOutput.json(Fact.of("", "text", answer.text(), "values", answer.values()))
                + "\n";
    }

    /// Nobody is answered any more, and the file is gone.
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("control socket not closed");
        }
    }
}
