package io.sampan.core.storage;

import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.Optional;

/// Who is known, and who may become so.
public interface PeopleRepository {

    /// What came of an attempt to join.
    enum Joined {
        /// The name is theirs, from now on or since an attempt before.
        DONE,
        /// The name belongs to another key.
        NAME_TAKEN,
        /// No such invitation, or it was used, or it has expired.
        BAD_INVITE
    }

    /// Records an invitation that is good for one person until `expires`.
    ///
    /// @param code digest of its code; the code itself is known only to who was given it
    void invite(Sha256 code, Instant expires);

    /// Makes somebody known by using up an invitation, in one step. The same person with the same
    /// key again needs none.
    Joined join(Person person, Sha256 code, Instant now);

    /// Makes somebody known without an invitation, as an open server does. Nothing happens if the
    /// name is known.
    void welcome(Person person);

    Optional<Person> find(UserName name);

    /// Whether anybody has joined with a key.
    boolean hasKeys();

    /// How many people are known.
    int count();
}
