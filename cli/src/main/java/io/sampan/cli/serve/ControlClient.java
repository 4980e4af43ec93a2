package io.sampan.cli.serve;

import io.sampan.cli.CommandException;
import io.sampan.cli.terminal.Fact;
import io.sampan.client.NobodyAnswersException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Asks a running server over the socket in its home.
final class ControlClient {

    private static final int PATIENCE_SECONDS = 10;

    private record Answer(String text, Map<String, Object> values) {}

    private ControlClient() {}

    /// @return empty where no server runs in this home, or it does not answer
    static Optional<Fact> ask(Path home, String request) {
        if (!Files.exists(ControlSocket.in(home))) {
            return Optional.empty();
        }
        var asking = new FutureTask<>(() -> answer(home, request));
        Thread.ofPlatform().daemon().name("control").start(asking);
        try {
            return Optional.of(asking.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// The same where nothing can be done without the server.
    ///
    /// @throws NobodyAnswersException if no server runs in this home
    /// @throws CommandException if it cannot do what was asked
    static Fact require(Path home, String request) {
        var answer =
                ask(home, request)
                        .orElseThrow(() ->
                                new NobodyAnswersException(
                                        "no server runs in " + home + ", or it does not answer"));
        if (!request.equals("status") && !"done".equals(answer.values().get("result"))) {
            throw CommandException.failed(answer.text(), "Nothing was changed.");
        }
        return answer;
    }

    private static Fact answer(Path home, String request) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(ControlSocket.in(home)))) {
            var out = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
            while (out.hasRemaining()) {
                var _ = channel.write(out);
            }
            var text =
                    new String(
                            Channels.newInputStream(channel).readAllBytes(),
                            StandardCharsets.UTF_8);
            var answer = JsonMapper.shared().readValue(text, Answer.class);
            return new Fact(answer.text(), answer.values());
        } catch (JacksonException e) {
            throw new IOException("the server answers with something else", e);
        }
    }
}
