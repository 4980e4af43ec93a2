package io.sampan.core.storage;

import io.sampan.model.ConversationId;
import io.sampan.model.DeviceId;
import io.sampan.model.Group;
import io.sampan.model.Message;
import io.sampan.model.Place;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was said, by conversation; read marks, groups and blocks. All of it belongs to a person,
/// and is the same on each of their devices.
public interface ConversationRepository {

    /// A message in somebody's log.
    ///
    /// @param standings of one that they sent
    record Said(Place place, Message message, List<Standing> standings) {}

    /// A conversation in somebody's log.
    ///
    /// @param newest its newest message
    /// @param unread messages of others after the read mark
    record Summary(ConversationId id, Said newest, int unread) {}

    /// Messages before a place (empty: the newest), newest first, of one conversation or of all.
    List<Said> history(
            UserName who, Optional<ConversationId> conversation, Optional<Place> before, int limit);

    /// The one with the newest message first.
    List<Summary> conversations(UserName who);

    /// All of a conversation up to a place was read. A mark never goes back.
    ///
    /// @param tell whether the senders get an event
    /// @return whose logs have changed; nobody's if the mark was there already
    Set<UserName> markRead(
            UserName who,
            ConversationId conversation,
            Place through,
            boolean tell,
            DeviceId origin,
            Instant when);

    /// The group of this conversation, if it has one.
    Optional<Group> group(ConversationId id);

    /// Those that somebody is in, in the order of their names.
    List<Group> groups(UserName member);

    /// Makes the group what it says.
    void save(Group group);

    /// `who` blocks `other`, or does not any more.
    void block(UserName who, UserName other, boolean blocked);

    /// Whom `who` blocks.
    Set<UserName> blockedBy(UserName who);

    /// Which of these block `sender`.
    Set<UserName> blocking(UserName sender, List<UserName> recipients);
}
