package io.sampan.cli.demo;

import io.sampan.cli.CommandException;
import io.sampan.cli.terminal.Progress;
import io.sampan.client.ClientConfig;
import io.sampan.client.Sampan;
import io.sampan.client.identity.Identity;
import io.sampan.client.identity.InviteLink;
import io.sampan.client.lane.Credentials;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.nio.file.Path;

/// Somebody in the demo, with an identity and a home of their own.
///
/// @param home where their journal and their messages live
record Person(Identity identity, Path home) {

    /// Somebody new, who comes in with an invitation: as `sampan join` does.
    ///
    /// @throws CommandException if the server does not let them in
    static Person join(Path home, String name, InviteLink link) {
        var identity = Identity.make(new UserName(name), link);
        var credentials = new Credentials.Proved(identity, link.code());
        try (var session = Sampan.open(ClientConfig.of(home, credentials, link.addresses()))) {
            if (session.logIn() instanceof Outcome.Refused<UserName>(var refusal)) {
                throw CommandException.refused(name + " cannot join", refusal);
            }
        }
        return new Person(identity, home);
    }

    UserName name() {
        return identity.name();
    }

    /// Comes online: what is sent to them arrives from now on.
    Presence comeOnline(Progress progress) {
        return Presence.of(
                name(),
                Sampan.open(ClientConfig.of(home, identity, identity.addresses()), progress));
    }

    /// Where their files go.
    Path downloads() {
        return home.resolve("downloads");
    }
}
