package io.sampan.core.identity;

import io.sampan.core.storage.Invite;
import io.sampan.core.storage.Invite.Kind;
import io.sampan.core.storage.PeopleRepository;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes and voids the codes that let people in. Thread-safe; blocks on the ledger.
public final class Invitations {

    /// Digits of a code's digest that name it in lists: nothing can be made of them.
    private static final int ID_DIGITS = 12;

    private static final Duration EXPIRED_KEPT = Duration.ofDays(1);

    private final PeopleRepository people;
    private final InstantSource clock;

    /// The invitations of this ledger.
    public Invitations(PeopleRepository people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    /// A new code, good for one person for so long. It is kept nowhere, only its digest.
    ///
    /// @return 32 hexadecimal digits
    public String invite(Duration goodFor) {
        return make(Kind.PERSON, Optional.empty(), goodFor);
    }

    /// A new code for the first person, in place of those that were made for them before.
    ///
    /// @return 32 hexadecimal digits
    public String inviteFirst(Duration goodFor) {
        people.voidInvites(Set.of(Kind.FIRST));
        return make(Kind.FIRST, Optional.empty(), goodFor);
    }

    /// Forgets what expired more than a day ago. To be called now and then, while what is old may
    /// be removed.
    public void sweep() {
        var _ = people.forgetInvites(clock.instant().minus(EXPIRED_KEPT));
    }

    /// A new code for a person who has lost all devices: who comes with it is that person, and the
    /// devices of before are revoked. Refused: `NOT_FOUND` where there is no such person.
    public Outcome<String> rekey(UserName name, Duration goodFor) {
        return people.find(name).isEmpty()
                ? Outcome.refused(RefusalCode.NOT_FOUND, "nobody is called " + name)
                : Outcome.done(make(Kind.REKEY, Optional.of(name), goodFor));
    }

    String make(Kind kind, Optional<UserName> person, Duration goodFor) {
        var code = Codes.fresh();
        var now = clock.instant();
        people.invite(new Invite(Codes.digest(code), kind, person, now, now.plus(goodFor)));
        return code;
    }

    /// Codes that are good, the oldest first.
    public List<Invite> open() {
        return people.invites(clock.instant());
    }

    /// What names a code in lists.
    public static String id(Invite invite) {
        return invite.code().toString().substring(0, ID_DIGITS);
    }

    /// Voids a code. Refused: `NOT_FOUND`.
    public Outcome<Invite> revoke(String id) {
        return open().stream()
                .filter(invite -> id(invite).equals(id))
                .filter(invite -> people.revokeInvite(invite.code()))
                .findFirst()
                .map(Outcome::done)
                .orElseGet(() ->
                        Outcome.refused(RefusalCode.NOT_FOUND, "no invitation is called " + id));
    }
}
