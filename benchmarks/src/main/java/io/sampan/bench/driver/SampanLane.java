package io.sampan.bench.driver;

import io.sampan.client.lane.Credentials;
import io.sampan.client.lane.LaneLogin;
import io.sampan.model.MessageId;
import io.sampan.model.UserName;
import io.sampan.wire.frame.PeopleFrame.Attend;
import io.sampan.wire.frame.PeopleFrame.Deliver;
import io.sampan.wire.frame.PeopleFrame.MessageAccepted;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import io.sampan.wire.frame.PeopleFrame.Received;
import io.sampan.wire.frame.PeopleFrame.Roster;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkException;
import io.sampan.wire.net.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// A lane of Sampan's protocol to an open server: what the SDK does, without its home.
record SampanLane(Link link) implements MessageLane {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMinutes(30);

    static SampanLane logIn(LinkConnector connector, HostPort server, String name) {
        var login =
                new LaneLogin(connector, new Credentials.NameOnly(new UserName(name)), PATIENCE);
        return new SampanLane(login.connect(server).link());
    }

    @Override
    public void introduce() {
        // The login was enough.
    }

    @Override
    public void forget() {
        // What waits in an inbox weighs on nothing.
    }

    @Override
    public void post(String recipient, String text) {
        link.send(
                1,
                new PostMessage(
                        MessageId.random(), List.of(new UserName(recipient)), text, List.of()));
        var answer = link.receive(PATIENCE).frame();
        if (!(answer instanceof MessageAccepted)) {
            throw new IllegalStateException("not accepted: " + answer);
        }
    }

    @Override
    public void receive(Runnable online, Consumer<String> reader) {
        try {
            link.send(1, new Attend(false));
            var here = false;
            while (true) {
                var incoming = link.receive(SILENCE);
                if (incoming.frame() instanceof Deliver(var message, _)) {
                    reader.accept(message.text());
                    link.send(incoming.exchange(), new Received());
                } else if (incoming.frame() instanceof Roster && !here) {
                    here = true;
                    online.run();
                }
            }
        } catch (LinkException closed) {
            link.abort();
        }
    }

    @Override
    public void close() {
        link.abort();
    }
}
