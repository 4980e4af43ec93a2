package io.sampan.core.identity;

import io.sampan.core.storage.Joining;
import io.sampan.core.storage.PeopleRepository;
import io.sampan.core.storage.PeopleRepository.Joined;
import io.sampan.core.storage.PersonRecord;
import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.IdentityKey;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.Space;
import io.sampan.model.UserName;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Decides whether somebody is who they say. Thread-safe; blocks on the ledger.
public final class Registry {

    private static final int MOST_REMEMBERED = 10_000;

    private final PeopleRepository people;
    private final InstantSource clock;

    /// Names that were looked up and found, a few MB of them at most: a saving, the ledger decides.
    private final Set<UserName> known = ConcurrentHashMap.newKeySet();

    /// Who may join and log in, by this ledger.
    public Registry(PeopleRepository people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    /// Somebody who shows a key, a proof that it is theirs, and maybe a code.
    ///
    /// @param text what was to be signed, see [io.sampan.model.LoginProof]
    /// @param code the code of an invitation or a device link, empty where there is none
    /// @param label what the device is called if it is new
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Claim(
            UserName name,
            IdentityKey key,
            byte[] text,
            byte[] signature,
            byte[] code,
            DeviceLabel label) {}

    /// Who has come in, and how.
    public record Admitted(Member member, Joined how) {}

    /// Lets a device in.
    ///
    /// Refused: `WRONG_PROOF`; `DEVICE_REVOKED`; `BAD_INVITE` where the key is new and the code is
    /// not good for the name; then, only for those who have a good code, `NAME_TAKEN` and
    /// `CONFUSABLE_NAME`. So who has no code learns nothing of who is known.
    public Outcome<Admitted> admit(Claim claim) {
        if (!claim.key().verifies(claim.text(), claim.signature())) {
            return Outcome.refused(RefusalCode.WRONG_PROOF);
        }
        if (claim.name().equals(Space.OWNER)) {
            return Outcome.refused(RefusalCode.NAME_TAKEN);
        }
        var joined =
                people.join(
                        new Joining(
                                claim.name(),
                                NameRules.looks(claim.name()),
                                claim.key(),
                                claim.label(),
                                Sha256.digest(claim.code()),
                                NameRules.refusal(claim.name()).isPresent(),
                                clock.instant()));
        return joined.isIn()
                ? Outcome.done(
                        new Admitted(new Member(claim.name(), DeviceId.of(claim.key())), joined))
                : Outcome.refused(refusal(joined, claim.name()));
    }

    private static Refusal refusal(Joined joined, UserName name) {
        return switch (joined) {
            case REVOKED -> Refusal.of(RefusalCode.DEVICE_REVOKED);
            case BAD_INVITE -> Refusal.of(RefusalCode.BAD_INVITE);
            case NAME_TAKEN -> Refusal.of(RefusalCode.NAME_TAKEN);
            case CONFUSABLE ->
                    NameRules.refusal(name)
                            .orElseGet(() -> Refusal.of(RefusalCode.CONFUSABLE_NAME));
            case KNOWN, NEW_PERSON, NEW_DEVICE, REKEYED ->
                    throw new IllegalArgumentException(joined + " is no refusal");
        };
    }

    /// Gives people who joined before names were compared their looks. Once, at the start.
    public void compareNames() {
        people.fillLooks(NameRules::looks);
    }

    /// Whether anybody has joined.
    public boolean hasIdentities() {
        return people.hasKeys();
    }

    /// Somebody comes to an open server: a name is enough. Refused: `NAME_TAKEN`, for the name that
    /// owns the shared space.
    public Outcome<Member> admitOpenly(UserName name) {
        if (name.equals(Space.OWNER)) {
            return Outcome.refused(RefusalCode.NAME_TAKEN);
        }
        if (people.find(name).isEmpty()) {
            people.welcome(name, clock.instant());
        }
        return Outcome.done(Member.believed(name));
    }

    /// Whether a message can be sent to `name`.
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

    /// Everybody who is known.
    public List<UserName> everybody() {
        return people.all().stream().map(PersonRecord::name).toList();
    }

    /// A person is gone.
    public void forget(UserName name) {
        known.remove(name);
    }
}
