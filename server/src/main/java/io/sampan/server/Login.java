package io.sampan.server;

import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import io.sampan.wire.frame.FrameLimits;
import io.sampan.wire.frame.LoginFrame;
import io.sampan.wire.frame.LoginFrame.Hello;
import io.sampan.wire.frame.LoginFrame.Welcome;
import io.sampan.wire.frame.Secret;
import io.sampan.wire.link.Link;
import io.sampan.wire.net.HostPort;
import java.time.InstantSource;

/// Lets people in: Hello → Welcome. Until identities exist a client is whoever it says it is, which
/// is why the server listens on loopback only.
final class Login {

    private final ServerSettings settings;
    private final Limits limits;
    private final InstantSource clock;

    Login(ServerSettings settings, Limits limits, InstantSource clock) {
        this.settings = settings;
        this.limits = limits;
        this.clock = clock;
    }

    /// Who it is that has come. Anything but a login is refused.
    Outcome<UserName> admit(Link link) {
        var first = link.receive(settings.loginTimeout());
        if (!(first.frame() instanceof Hello hello)) {
            return Outcome.refused(RefusalCode.NOT_LOGGED_IN);
        }
        link.limits(FrameLimits.MEMBER);
        link.send(first.exchange(), welcome());
        return Outcome.done(hello.name());
    }

    private Welcome welcome() {
        return new Welcome(
                Secret.NONE,
                new LoginFrame.Limits(
                        limits.maxBlock(),
                        limits.maxSmall(),
                        limits.maxFile(),
                        settings.heartbeat()),
                settings.relays().stream().map(HostPort::toString).toList(),
                clock.instant());
    }
}
