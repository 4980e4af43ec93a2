package io.sampan.client.lane;

import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.LoginFrame.Challenge;
import io.sampan.wire.frame.LoginFrame.Hello;
import io.sampan.wire.frame.LoginFrame.Welcome;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.Secret;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.net.HostPort;

/// Connects and logs in: Hello → Welcome. The first lane's session token is what the others log in
/// with; one that the server does not know any more is dropped, and the login made anew. Any
/// thread.
final class LaneMaker {

    private final LinkConnector connector;
    private final LaneSettings settings;
    private volatile Secret session = Secret.NONE;

    LaneMaker(LinkConnector connector, LaneSettings settings) {
        this.connector = connector;
        this.settings = settings;
    }

    /// @throws io.sampan.wire.link.LinkException if nobody answers there
    /// @throws MalformedFrameException if it is no server of ours
    /// @throws LoginRefusedException if the server does not want this user (now)
    Lane make(HostPort relay) {
        var known = session;
        var link = connector.connect(relay);
        try {
            return login(link, relay, known);
        } catch (LoginRefusedException e) {
            link.close();
            var code = e.refusal().code();
            if (known.isEmpty() || code.remedy() != RefusalCode.Remedy.LOG_IN) {
                throw e;
            }
            session = Secret.NONE;
            return make(relay);
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private Lane login(Link link, HostPort relay, Secret known) {
        link.send(
                1,
                new Hello(LaneSettings.SOFTWARE, settings.user(), known, Secret.NONE, Secret.NONE));
        var answer = link.receive(settings.unansweredAfter());
        return switch (answer.frame()) {
            case Welcome welcome -> {
                session = welcome.session();
                yield new Lane(link, relay, welcome.limits(), settings);
            }
            case Refused(var refusal) -> throw new LoginRefusedException(refusal);
            case Challenge challenge ->
                    throw new LoginRefusedException(
                            Refusal.of(
                                    RefusalCode.WRONG_PROOF,
                                    "the server asks for a proof, and this client has no identity"));
            default ->
                    throw new MalformedFrameException("the server answers a hello with nonsense");
        };
    }
}
