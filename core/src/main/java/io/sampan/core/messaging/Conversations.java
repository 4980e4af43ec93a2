package io.sampan.core.messaging;

import io.sampan.core.identity.Member;
import io.sampan.core.identity.Registry;
import io.sampan.core.storage.ConversationRepository;
import io.sampan.core.storage.ConversationRepository.Said;
import io.sampan.core.storage.ConversationRepository.Summary;
import io.sampan.model.ConversationId;
import io.sampan.model.Group;
import io.sampan.model.Outcome;
import io.sampan.model.Place;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What was said, by conversation; read marks, groups, blocks. Thread-safe; blocks on the ledger.
public final class Conversations {

    private final ConversationRepository conversations;
    private final Registry registry;
    private final MessageLimits limits;
    private final WakeUps wakeUps;
    private final InstantSource clock;

    /// The conversations of one ledger.
    public Conversations(
            ConversationRepository conversations,
            Registry registry,
            MessageLimits limits,
            WakeUps wakeUps,
            InstantSource clock) {
        this.conversations = conversations;
        this.registry = registry;
        this.limits = limits;
        this.wakeUps = wakeUps;
        this.clock = clock;
    }

    /// A page of what was said, oldest first.
    ///
    /// @param more whether there is more before it
    public record Page(List<Said> said, boolean more) {}

    /// What was said before a place (empty: the newest).
    public Page history(
            UserName who,
            Optional<ConversationId> conversation,
            Optional<Place> before,
            int limit) {
        var page = conversations.history(who, conversation, before, limit + 1);
        return new Page(page.stream().limit(limit).toList().reversed(), page.size() > limit);
    }

    /// The one with the newest message first.
    public List<Summary> all(UserName who) {
        return conversations.conversations(who);
    }

    /// All of a conversation up to there was read, on whichever device.
    ///
    /// @param tell the senders as well
    public Outcome<Place> markRead(
            Member member, ConversationId conversation, Place through, boolean tell) {
        conversations
                .markRead(
                        member.name(),
                        conversation,
                        through,
                        tell,
                        member.device(),
                        clock.instant())
                .forEach(wakeUps::wake);
        return Outcome.done(through);
    }

    /// Makes a group, or changes one. Refused: `NOT_ALLOWED` to those who are not in it, before and
    /// afterwards; `UNKNOWN_RECIPIENT` with the names; `TOO_MANY_RECIPIENTS`.
    public Outcome<Group> save(Member member, Group group) {
        var who = member.name();
        var before = conversations.group(group.id());
        if (before.filter(known -> !known.members().contains(who)).isPresent()
                || (before.isEmpty() && !group.members().contains(who))) {
            return Outcome.refused(RefusalCode.NOT_ALLOWED, "you are not in this group");
        }
        if (group.members().size() > limits.recipients() + 1) {
            return Outcome.refused(
                    RefusalCode.TOO_MANY_RECIPIENTS,
                    group.members().size() + ", and " + (limits.recipients() + 1) + " are allowed");
        }
        var unknown =
                group.members().stream()
                        .filter(name -> !name.equals(who) && !registry.knows(name))
                        .map(UserName::value)
                        .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            return Outcome.refused(RefusalCode.UNKNOWN_RECIPIENT, unknown);
        }
        conversations.save(group);
        return Outcome.done(group);
    }

    /// Those that somebody is in.
    public List<Group> groups(UserName member) {
        return conversations.groups(member);
    }

    /// Who is in a group, whoever asks.
    public Optional<Group> group(ConversationId id) {
        return conversations.group(id);
    }

    /// What `other` sends to `who` goes nowhere from now on, or does again.
    public void block(UserName who, UserName other, boolean blocked) {
        conversations.block(who, other, blocked);
    }

    /// Whom `who` blocks.
    public Set<UserName> blockedBy(UserName who) {
        return conversations.blockedBy(who);
    }
}
