package io.sampan.bench.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sampan.client.lane.Credentials;
import io.sampan.client.lane.LaneLogin;
import io.sampan.model.ContentType;
import io.sampan.model.MediaName;
import io.sampan.model.MessageId;
import io.sampan.model.Offer;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import io.sampan.wire.frame.UploadFrame.OfferUpload;
import io.sampan.wire.frame.UploadFrame.QueryUpload;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkException;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// One member who means no good, on 48 lanes: a third posts to somebody as fast as it goes, a third
/// offers uploads and leaves them behind, a third asks for what is not there.
///
/// | asked | answered |
/// |---|---|
/// | anything | `done COUNT`: requests that were answered so far |
public final class HostileMember {

    private static final int LANES_EACH = 16;
    private static final long OFFERED = 256L << 20;
    private static final String TEXT = "buy now! ".repeat(100);
    private static final UserName NAME = new UserName("mallory");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final LaneLogin login;
    private final HostPort entry;
    private final AtomicLong asked = new AtomicLong();

    private HostileMember(LaneLogin login, HostPort entry) {
        this.login = login;
        this.entry = entry;
    }

    /// Words: the host and the port to go to, and the name of somebody who is known. Ends with its
    /// standard input.
    public static void main(String... words) throws IOException {
        var transport = Transport.openDaemon(1, "member");
        var connector =
                new LinkConnector(
                        transport,
                        SocketOptions.probe(
                                transport.kind(), LoggerFactory.getLogger(HostileMember.class)),
                        new LinkSettings(PATIENCE, PATIENCE));
        var login = new LaneLogin(connector, new Credentials.NameOnly(NAME), PATIENCE);
        var member = new HostileMember(login, new HostPort(words[0], Integer.parseInt(words[1])));
        var victim = List.of(new UserName(words[2]));
        member.start(() -> new PostMessage(MessageId.random(), victim, TEXT, List.of()));
        member.start(() -> new OfferUpload(offer(), false));
        member.start(() -> new QueryUpload(UploadId.random()));

        var out = new PrintStream(System.out, true, UTF_8);
        try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            while (in.readLine() != null) {
                out.println("done\t" + member.asked.get());
            }
        }
    }

    private static Offer offer() {
        return new Offer(
                UploadId.random(), new MediaName("hoard"), OFFERED, ContentType.BYTES, false);
    }

    private void start(Supplier<Frame> request) {
        for (var i = 0; i < LANES_EACH; i++) {
            Thread.ofVirtual()
                    .start(() -> {
                        while (true) {
                            askWithoutEnd(request);
                            LockSupport.parkNanos(PAUSE.toNanos());
                        }
                    });
        }
    }

    private void askWithoutEnd(Supplier<Frame> request) {
        try (var link = login.connect(entry).link()) {
            for (var exchange = 1; true; exchange++) {
                link.send(exchange, request.get());
                var _ = link.receive(PATIENCE);
                asked.incrementAndGet();
            }
        } catch (LinkException thrownOut) {
            // It comes again.
        }
    }
}
