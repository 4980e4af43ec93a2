package io.sampan.client.lane;

import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.LoginFrame.Challenge;
import io.sampan.wire.frame.LoginFrame.Hello;
import io.sampan.wire.frame.LoginFrame.Proof;
import io.sampan.wire.frame.LoginFrame.Welcome;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.Secret;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.net.HostPort;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Connects and logs in: Hello → (Challenge → Proof →) Welcome. The first link's session token is
/// what the others log in with; one that the server does not know any more is dropped, and the
/// login made anew. Any thread.
public final class LaneLogin {

    private final LinkConnector connector;
    private final Credentials credentials;
    private final Duration silence;
    private volatile Secret session = Secret.NONE;

    /// @param silence how long the server may say nothing
    public LaneLogin(LinkConnector connector, Credentials credentials, Duration silence) {
        this.connector = connector;
        this.credentials = credentials;
        this.silence = silence;
    }

    /// The token of the session; empty before the first login.
    public byte[] session() {
        return session.bytes();
    }

    /// A link that is logged in, and what the server said.
    public record LoggedIn(Link link, Welcome welcome) {}

    /// @throws io.sampan.wire.link.LinkException if nobody answers there
    /// @throws MalformedFrameException if it is no server of ours
    /// @throws LoginRefusedException if the server does not want this user (now)
    public LoggedIn connect(HostPort relay) {
        var known = session;
        var link = connector.connect(relay);
        try {
            return new LoggedIn(link, login(link, known));
        } catch (LoginRefusedException e) {
            link.close();
            if (known.isEmpty() || e.refusal().code().remedy() != RefusalCode.Remedy.LOG_IN) {
                throw e;
            }
            session = Secret.NONE;
            return connect(relay);
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private Welcome login(Link link, Secret known) {
        link.send(1, hello(known));
        while (true) {
            switch (link.receive(silence).frame()) {
                case Welcome welcome -> {
                    session = welcome.session();
                    return welcome;
                }
                case Challenge(var nonce) -> link.send(1, proof(nonce));
                case Refused(var refusal) -> throw new LoginRefusedException(refusal);
                default ->
                        throw new MalformedFrameException(
                                "the server answers a login with something else");
            }
        }
    }

    private Hello hello(Secret known) {
        return switch (credentials) {
            case Credentials.NameOnly(var name) ->
                    new Hello(LaneSettings.SOFTWARE, name, known, Secret.NONE, Secret.NONE);
            case Credentials.Proved(var identity, var invite, var label) ->
                    new Hello(
                            LaneSettings.SOFTWARE,
                            identity.name(),
                            known,
                            Secret.of(identity.key().bytes()),
                            Secret.of(invite.getBytes(StandardCharsets.US_ASCII)),
                            label);
        };
    }

    private Proof proof(Secret nonce) {
        return switch (credentials) {
            case Credentials.Proved proved ->
                    new Proof(Secret.of(proved.identity().prove(nonce.bytes())));
            case Credentials.NameOnly name ->
                    throw new LoginRefusedException(
                            Refusal.of(
                                    RefusalCode.WRONG_PROOF,
                                    "the server asks for an identity, and this home has none"));
        };
    }
}
