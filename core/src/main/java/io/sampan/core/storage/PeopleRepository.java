package io.sampan.core.storage;

import io.sampan.core.storage.Invite.Kind;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// Who is known, and who may become so. The decisions are the repository's: of two servers that ask
/// at once, one is told that it was first. Calling again finishes what was begun, and is answered
/// as the first time.
public interface PeopleRepository {

    /// What came of an attempt to join.
    enum Joined {
        /// The key is a device of that person already.
        KNOWN,
        /// A new person, with this key.
        NEW_PERSON,
        /// One more device of a person.
        NEW_DEVICE,
        /// The only device of a person now.
        REKEYED,
        /// The key was a device of that person, and was revoked.
        REVOKED,
        /// No such code, or it was used by somebody else, or it has expired, or it is for another
        /// name.
        BAD_INVITE,
        /// The code is good; the name belongs to another key.
        NAME_TAKEN,
        /// The code is good; the name looks like that of somebody else.
        CONFUSABLE;

        /// Whether the key may log in from now on.
        public boolean isIn() {
            return switch (this) {
                case KNOWN, NEW_PERSON, NEW_DEVICE, REKEYED -> true;
                case REVOKED, BAD_INVITE, NAME_TAKEN, CONFUSABLE -> false;
            };
        }
    }

    /// Records a code that is good for one key until it expires.
    void invite(Invite invite);

    /// Codes that are good: not used, not expired.
    List<Invite> invites(Instant now);

    /// The code, used or not, while it has not expired.
    Optional<Invite> findInvite(Sha256 code, Instant now);

    /// Voids a code. Nothing happens if it is not known.
    ///
    /// @return whether it was there, and not used
    boolean revokeInvite(Sha256 code);

    /// Voids all codes of these kinds that were not used.
    ///
    /// @return how many
    int voidInvites(Set<Kind> kinds);

    /// Forgets codes that expired before `when`, used or not: they are good for nobody.
    ///
    /// @return how many
    int forgetInvites(Instant when);

    /// Lets a key in for a name. A key that is known needs no code; for any other the code is
    /// looked at first, then the name. A refusal changes nothing, so the code stays good.
    Joined join(Joining joining);

    /// Makes somebody known without a code, as an open server does. Nothing happens if the name is
    /// known.
    void welcome(UserName name, Instant now);

    /// The person, if one is known by this name.
    Optional<PersonRecord> find(UserName name);

    /// Everybody, in the order of their names.
    List<PersonRecord> all();

    /// The most bytes of files that a person may have here, where somebody has set one.
    OptionalLong byteLimit(UserName name);

    /// Sets it, or lets the usual one be theirs again.
    void limitBytes(UserName name, OptionalLong bytes);

    /// Forgets a person, their limit and the codes made for them; their devices stay revoked.
    /// Nothing happens if the name is not known.
    void remove(UserName name);

    /// Gives those who have no looks yet, as they were known before there were any, theirs. Where
    /// two of them can be confused, both stay.
    ///
    /// @param looks see [Joining#looks]
    void fillLooks(Function<UserName, Set<String>> looks);

    /// Whether anybody has joined with a key.
    boolean hasKeys();

    /// How many people are known.
    int count();
}
