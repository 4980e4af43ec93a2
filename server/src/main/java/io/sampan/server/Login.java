package io.sampan.server;

import io.sampan.core.identity.Member;
import io.sampan.core.identity.Registry;
import io.sampan.core.identity.Sessions;
import io.sampan.model.IdentityKey;
import io.sampan.model.LoginProof;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.wire.frame.LoginFrame;
import io.sampan.wire.frame.LoginFrame.Challenge;
import io.sampan.wire.frame.LoginFrame.Hello;
import io.sampan.wire.frame.LoginFrame.Proof;
import io.sampan.wire.frame.LoginFrame.Welcome;
import io.sampan.wire.frame.Secret;
import io.sampan.wire.link.Link;
import io.sampan.wire.net.HostPort;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Lets people in.
///
/// ```
/// first lane:    Hello{name, key, invite?} ─▶ ◀─ Challenge{nonce}   Proof{signature} ─▶ ◀─ Welcome{session}
/// further lanes: Hello{name, session}      ─▶                                           ◀─ Welcome
/// open server:   Hello{name}               ─▶                                           ◀─ Welcome
/// ```
///
/// Only a server without a certificate believes a name. One that has a certificate takes plain
/// lines on loopback, to tell those who come without an identity what to do; nobody is let in on
/// one.
final class Login {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerSettings settings;
    private final Limits limits;
    private final Registry registry;
    private final Sessions sessions;
    private final Desks desks;
    private final Optional<Sha256> certificate;
    private final InstantSource clock;

    /// Who has come in, and the token that opens further lanes for them.
    record LoggedIn(Member member, Secret token, Instant expires) {}

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
        this.desks = desks;
        this.certificate = certificate;
        this.clock = clock;
    }

    /// Who it is that has come. Refused: `NOT_LOGGED_IN` for anything but a login, and whatever the
    /// registry refuses.
    Outcome<LoggedIn> admit(Link link) {
        var first = link.receive(settings.loginTimeout());
        if (!(first.frame() instanceof Hello hello)) {
            return Outcome.refused(RefusalCode.NOT_LOGGED_IN);
        }
        var admitted = admit(link, hello);
        if (admitted instanceof Outcome.Done<LoggedIn>(var who)) {
            link.letIn();
            link.send(first.exchange(), welcome(who));
        }
        return admitted;
    }

    private Outcome<LoggedIn> admit(Link link, Hello hello) {
        if (certificate.isPresent() && !link.isPrivate()) {
            return Outcome.refused(
                    RefusalCode.WRONG_PROOF,
                    "this server has identities; `sampan join` makes you one");
        }
        if (!hello.session().isEmpty()) {
            return bySession(hello);
        }
        return certificate.isPresent()
                ? byProof(link, hello, certificate.get())
                : registry.admitOpenly(hello.name()).map(this::opened);
    }

    private Outcome<LoggedIn> bySession(Hello hello) {
        return sessions.check(hello.session().bytes())
                .filter(session -> session.member().name().equals(hello.name()))
                .filter(session -> session.scope().equals(Sessions.ALL))
                .map(session ->
                        Outcome.done(
                                new LoggedIn(session.member(), hello.session(), session.expires())))
                .orElseGet(() -> Outcome.refused(RefusalCode.WRONG_PROOF, "the session is over"));
    }

    private Outcome<LoggedIn> byProof(Link link, Hello hello, Sha256 seen) {
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
        var claim =
                new Registry.Claim(
                        hello.name(),
                        key,
                        LoginProof.text(nonce, seen),
                        signature.bytes(),
                        hello.invite().bytes(),
                        hello.label());
        var admitted = registry.admit(claim);
        audit(link, hello, admitted);
        return admitted.map(this::entered);
    }

    private void audit(Link link, Hello hello, Outcome<Registry.Admitted> outcome) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("user", hello.name().value());
        facts.put("peer", link.peer().toString());
        switch (outcome) {
            case Outcome.Done<Registry.Admitted>(var admitted) -> {
                facts.put("device", admitted.member().device().toString());
                switch (admitted.how()) {
                    case NEW_PERSON -> desks.audit().note("joined", facts);
                    case NEW_DEVICE -> desks.audit().note("device-linked", facts);
                    case REKEYED -> desks.audit().note("rekeyed", facts);
                    default -> {
                        // Who is known comes and goes: that is for metrics.
                    }
                }
            }
            case Outcome.Refused<Registry.Admitted>(var refusal) -> {
                facts.put("code", refusal.code().name());
                desks.audit().note("login-refused", facts);
            }
        }
    }

    private LoggedIn entered(Registry.Admitted admitted) {
        var member = admitted.member();
        switch (admitted.how()) {
            case NEW_DEVICE, REKEYED -> desks.postOffice().devicesChanged(member.name());
            default -> desks.devices().seen(member);
        }
        return opened(member);
    }

    private LoggedIn opened(Member member) {
        var token = sessions.open(member);
        return new LoggedIn(member, Secret.of(token.bytes()), token.expires());
    }

    private Welcome welcome(LoggedIn who) {
        return new Welcome(
                who.token(),
                new LoginFrame.Limits(
                        limits.maxBlock(),
                        limits.maxSmall(),
                        limits.maxFile(),
                        settings.heartbeat()),
                settings.relays().stream().map(HostPort::toString).toList(),
                clock.instant(),
                who.member().device(),
                Optional.of(who.expires()));
    }
}
