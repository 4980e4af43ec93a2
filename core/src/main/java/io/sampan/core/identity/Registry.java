package io.sampan.core.identity;

import io.sampan.core.storage.PeopleRepository;
import io.sampan.core.storage.Person;
import io.sampan.model.IdentityKey;
import io.sampan.model.LoginProof;
import io.sampan.model.Outcome;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.Space;
import io.sampan.model.UserName;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Decides whether somebody is who they say. All methods may be called from any thread, and block
/// on the ledger.
public final class Registry {

    private static final int MOST_REMEMBERED = 10_000;

    private final PeopleRepository people;
    private final InstantSource clock;

    /// Names that were looked up and found, a few MB of them at most.
    private final Set<UserName> known = ConcurrentHashMap.newKeySet();

    public Registry(PeopleRepository people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    /// Somebody shows a key, a proof that it is theirs, and maybe an invitation.
    ///
    /// Refused: `WRONG_PROOF`; `NAME_TAKEN` where the name belongs to another key, or to nobody, as
    /// that of the shared space's owner; `BAD_INVITE` where the name is not known and the
    /// invitation is not good. The proof is checked first, so that who has none learns nothing of
    /// who is known.
    ///
    /// @param invite the code, empty where there is none
    public Outcome<UserName> admit(
            UserName name,
            IdentityKey key,
            byte[] nonce,
            Sha256 certificate,
            byte[] signature,
            byte[] invite) {
        if (name.equals(Space.OWNER)) {
            return Outcome.refused(RefusalCode.NAME_TAKEN);
        }
        if (!key.verifies(LoginProof.text(nonce, certificate), signature)) {
            return Outcome.refused(RefusalCode.WRONG_PROOF);
        }
        return people.find(name)
                .filter(known -> known.key().isPresent())
                .map(known -> returning(known, key))
                .orElseGet(
                        () -> joining(new Person(name, Optional.of(key), clock.instant()), invite));
    }

    /// Whether anybody has joined: from then on a name alone is not believed any more.
    public boolean hasIdentities() {
        return people.hasKeys();
    }

    /// Somebody comes to an open server: a name is enough. Refused: `NAME_TAKEN`, for the name that
    /// owns the shared space.
    public Outcome<UserName> admitOpenly(UserName name) {
        if (name.equals(Space.OWNER)) {
            return Outcome.refused(RefusalCode.NAME_TAKEN);
        }
        if (people.find(name).isEmpty()) {
            people.welcome(new Person(name, Optional.empty(), clock.instant()));
        }
        return Outcome.done(name);
    }

    private static Outcome<UserName> returning(Person known, IdentityKey key) {
        return known.key().filter(key::equals).isPresent()
                ? Outcome.done(known.name())
                : Outcome.refused(RefusalCode.NAME_TAKEN);
    }

    private Outcome<UserName> joining(Person person, byte[] invite) {
        return switch (people.join(person, Sha256.digest(invite), clock.instant())) {
            case DONE -> Outcome.done(person.name());
            case NAME_TAKEN -> Outcome.refused(RefusalCode.NAME_TAKEN);
            case BAD_INVITE -> Outcome.refused(RefusalCode.BAD_INVITE);
        };
    }

    /// Whether a message can be sent to `name`. Whoever is known stays so, and need not be looked
    /// up again.
    public boolean knows(UserName name) {
        if (known.contains(name)) {
            return true;
        }
        var found = people.find(name).isPresent();
        if (found) {
            remember(name);
        }
        return found;
    }

    private void remember(UserName name) {
        if (known.size() >= MOST_REMEMBERED) {
            known.clear();
        }
        known.add(name);
    }
}
