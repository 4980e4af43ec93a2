package io.sampan.bench.driver;

import io.sampan.client.lane.Credentials;
import io.sampan.client.lane.LaneLogin;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Arriving;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.net.HostPort;
import java.time.Duration;

/// A lane on which one question is asked at a time, and counted. One thread.
final class Questions implements AutoCloseable {

    /// Whoever hears nothing for so long has not been answered.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Link link;
    private final Requests requests;
    private int exchange = 1;

    private Questions(Link link, Requests requests) {
        this.link = link;
        this.requests = requests;
    }

    static Questions logIn(
            LinkConnector connector, HostPort entry, String name, Requests requests) {
        var login =
                new LaneLogin(connector, new Credentials.NameOnly(new UserName(name)), PATIENCE);
        return new Questions(login.connect(entry).link(), requests);
    }

    /// Asks, and waits for the answer, which may be a refusal.
    ///
    /// @throws io.sampan.wire.link.LinkException if there is none
    Frame ask(Frame question, Body body) {
        exchange++;
        requests.onAsked();
        link.send(exchange, question, body);
        while (true) {
            var incoming = link.receive(PATIENCE);
            if (incoming.exchange() == exchange && !(incoming.frame() instanceof Arriving)) {
                if (incoming.frame() instanceof Refused(var refusal)) {
                    requests.onRefused(refusal.toString());
                } else {
                    requests.onAnswered();
                }
                return incoming.frame();
            }
        }
    }

    @Override
    public void close() {
        link.abort();
    }
}
