package io.sampan.cli.serve;

import io.sampan.cli.terminal.Fact;
import io.sampan.client.identity.InviteLink;
import io.sampan.core.identity.Invitations;
import io.sampan.core.storage.PeopleRepository;
import io.sampan.model.Sha256;
import io.sampan.server.identity.ServerCertificate;
import io.sampan.store.SqliteLedger;
import io.sampan.wire.net.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Invitations, as links.
public final class Invitation {

    /// How long one is good unless somebody says otherwise.
    public static final Duration GOOD_FOR = Duration.ofDays(7);

    private Invitation() {}

    /// A new one, written to the ledger.
    static InviteLink make(
            PeopleRepository people,
            InstantSource clock,
            Duration goodFor,
            List<HostPort> addresses,
            Sha256 fingerprint) {
        return new InviteLink(
                addresses, new Invitations(people, clock).invite(goodFor), fingerprint);
    }

    /// One for the first person, in place of those of starts before.
    static InviteLink first(
            PeopleRepository people,
            InstantSource clock,
            List<HostPort> addresses,
            Sha256 fingerprint) {
        return new InviteLink(
                addresses, new Invitations(people, clock).inviteFirst(GOOD_FOR), fingerprint);
    }

    /// A new one to the server that lives in `home`, whether it runs now or not.
    ///
    /// @param addresses where the link leads
    /// @throws io.sampan.core.storage.StorageException if the home cannot be used
    public static InviteLink to(
            Path home, List<HostPort> addresses, Duration goodFor, InstantSource clock) {
        try (var ledger = SqliteLedger.open(home.resolve("ledger.db"))) {
            return make(
                    ledger.people(),
                    clock,
                    goodFor,
                    addresses,
                    ServerCertificate.open(home, clock).fingerprint());
        }
    }

    /// The link, for people and scripts.
    static Fact fact(InviteLink link) {
        return fact(link, link.toLink());
    }

    /// The link in another form.
    static Fact fact(InviteLink link, String text) {
        return Fact.of(
                "invite " + text,
                "event",
                "invite",
                "link",
                text,
                "addresses",
                link.addresses().stream().map(HostPort::toString).toList());
    }
}
