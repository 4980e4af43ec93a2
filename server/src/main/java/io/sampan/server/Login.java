package io.sampan.server;

import io.sampan.core.identity.Registry;
import io.sampan.core.identity.Sessions;
import io.sampan.model.IdentityKey;
import io.sampan.model.LoginProof;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import io.sampan.wire.frame.LoginFrame;
import io.sampan.wire.frame.LoginFrame.Challenge;
import io.sampan.wire.frame.LoginFrame.Hello;
import io.sampan.wire.frame.LoginFrame.Proof;
import io.sampan.wire.frame.LoginFrame.Welcome;
import io.sampan.wire.frame.Secret;
import io.sampan.wire.link.Link;
import io.sampan.wire.net.HostPort;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/// Lets people in.
///
/// ```
/// first lane:    Hello{name, key, invite?} ─▶ ◀─ Challenge{nonce}   Proof{signature} ─▶ ◀─ Welcome{session}
/// further lanes: Hello{name, session}      ─▶                                           ◀─ Welcome
/// open line:     Hello{name}               ─▶                                           ◀─ Welcome
/// ```
///
/// A line is open as long as the server has no certificate, or nobody has joined yet and the line
/// is a plain one (which a server with a certificate takes on loopback only, where a relay may
/// bring it from anywhere). Such lanes end when somebody joins ([OpenLanes]).
final class Login {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerSettings settings;
    private final Limits limits;
    private final Registry registry;
    private final Sessions sessions;
    private final Optional<Sha256> certificate;
    private final InstantSource clock;
    private final OpenLanes openLanes = new OpenLanes();

    /// @param certificate digest of the server's certificate, which proofs are bound to; empty for
    ///   an open server, where a client is whoever it says it is (and which listens on loopback
    ///   only)
    Login(
            ServerSettings settings,
            Limits limits,
            Desks desks,
            Optional<Sha256> certificate,
            InstantSource clock) {
        this.settings = settings;
        this.limits = limits;
        this.registry = desks.registry();
        this.sessions = desks.sessions();
        this.certificate = certificate;
        this.clock = clock;
    }

    /// Who it is that has come. Refused: `NOT_LOGGED_IN` for anything but a login, and whatever the
    /// registry refuses.
    Outcome<UserName> admit(Link link) {
        var first = link.receive(settings.loginTimeout());
        if (!(first.frame() instanceof Hello hello)) {
            return Outcome.refused(RefusalCode.NOT_LOGGED_IN);
        }
        var admitted = admit(link, hello);
        if (admitted instanceof Outcome.Done<UserName>(var who)) {
            link.letIn();
            link.send(first.exchange(), welcome(hello, who, sessions(link)));
        }
        return admitted;
    }

    private Outcome<UserName> admit(Link link, Hello hello) {
        if (isBelieved(link) && (registry.hasIdentities() || !openLanes.add(link))) {
            return Outcome.refused(
                    RefusalCode.WRONG_PROOF,
                    "this server has identities; `sampan join` makes you one");
        }
        if (!hello.session().isEmpty()) {
            return bySession(hello, sessions(link));
        }
        return link.isPrivate()
                ? byProof(link, hello, certificate.orElseThrow())
                : registry.admitOpenly(hello.name());
    }

    /// Whether whoever comes on this line is believed until somebody has joined.
    private boolean isBelieved(Link link) {
        return certificate.isPresent() && !link.isPrivate();
    }

    private Sessions sessions(Link link) {
        return isBelieved(link) ? openLanes.sessions() : sessions;
    }

    private static Outcome<UserName> bySession(Hello hello, Sessions sessions) {
        return sessions.whose(hello.session().bytes())
                .filter(hello.name()::equals)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(RefusalCode.WRONG_PROOF, "the session is over"));
    }

    private Outcome<UserName> byProof(Link link, Hello hello, Sha256 seen) {
        if (hello.key().isEmpty()) {
            return Outcome.refused(
                    Refusal.of(RefusalCode.WRONG_PROOF, "this server asks for an identity"));
        }
        var key = IdentityKey.of(hello.key().bytes());
        var nonce = new byte[LoginProof.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        link.send(0, new Challenge(Secret.of(nonce)));
        if (!(link.receive(settings.loginTimeout()).frame() instanceof Proof(var signature))) {
            return Outcome.refused(RefusalCode.NOT_LOGGED_IN);
        }
        var admitted =
                registry.admit(
                        hello.name(), key, nonce, seen, signature.bytes(), hello.invite().bytes());
        if (admitted instanceof Outcome.Done<UserName>) {
            openLanes.end();
        }
        return admitted;
    }

    private Welcome welcome(Hello hello, UserName who, Sessions sessions) {
        return new Welcome(
                hello.session().isEmpty() ? Secret.of(sessions.open(who)) : hello.session(),
                new LoginFrame.Limits(
                        limits.maxBlock(),
                        limits.maxSmall(),
                        limits.maxFile(),
                        settings.heartbeat()),
                settings.relays().stream().map(HostPort::toString).toList(),
                clock.instant());
    }
}
