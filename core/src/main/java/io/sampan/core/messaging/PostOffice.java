package io.sampan.core.messaging;

import io.sampan.core.identity.Member;
import io.sampan.core.identity.Registry;
import io.sampan.core.storage.ConversationRepository;
import io.sampan.core.storage.MediaRepository;
import io.sampan.core.storage.MessageRepository;
import io.sampan.core.storage.MessageRepository.PostResult;
import io.sampan.core.storage.MessageRepository.Posted;
import io.sampan.core.storage.MessageRepository.Recalled;
import io.sampan.core.storage.MessageRepository.Wanted;
import io.sampan.core.storage.Posting;
import io.sampan.model.Attachment;
import io.sampan.model.Group;
import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaId;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// Takes messages in and gives them out. Thread-safe; blocks on the ledger. Several of them may
/// stand on one ledger: what is posted here is delivered there.
public final class PostOffice {

    private static final Duration FULL_FOR = Duration.ofMinutes(1);

    private final MessageRepository messages;
    private final ConversationRepository conversations;
    private final MediaRepository media;
    private final Registry registry;
    private final MessageLimits limits;
    private final PersonRates rates;
    private final WakeUps wakeUps;
    private final InstantSource clock;
    private final Map<UserName, Set<InboxWalk>> walks = new ConcurrentHashMap<>();
    private final LongAdder rateLimited = new LongAdder();
    private final LongAdder inboxFull = new LongAdder();

    /// The post of one server.
    public PostOffice(
            MessageRepository messages,
            ConversationRepository conversations,
            MediaRepository media,
            Registry registry,
            MessageLimits limits,
            WakeUps wakeUps,
            InstantSource clock) {
        this.messages = messages;
        this.conversations = conversations;
        this.media = media;
        this.registry = registry;
        this.limits = limits;
        this.rates = new PersonRates(limits, clock);
        this.wakeUps = wakeUps;
        this.clock = clock;
        wakeUps.listen(this::wakeWalks);
    }

    /// Puts a message into every recipient's log. Synced. The same id again is answered as it was.
    ///
    /// Refused, and then nobody gets anything: `UNKNOWN_RECIPIENT` with the names,
    /// `TOO_MANY_RECIPIENTS`, `MESSAGE_TOO_LARGE` (too many attachments), `MALFORMED` (what is said
    /// about one), `NOT_FOUND` (an attachment that the sender may not read, a group that they are
    /// not in), `RATE_LIMITED`, `QUOTA` (an inbox is full).
    public Outcome<Posted> post(Member sender, Letter letter) {
        // The ledger knows what was posted before. Only a refusal asks it first: what was accepted
        // stays so, whatever has become of limits, people and files since.
        return switch (attempt(sender, letter)) {
            case Outcome.Done<Posted> done -> done;
            case Outcome.Refused<Posted> refused ->
                    messages.find(sender.name(), letter.id())
                            .<Outcome<Posted>>map(Outcome::done)
                            .orElse(refused);
        };
    }

    private Outcome<Posted> attempt(Member sender, Letter letter) {
        var group = letter.group().flatMap(conversations::group);
        if (letter.group().isPresent()
                && group.filter(g -> g.members().contains(sender.name())).isEmpty()) {
            return Outcome.refused(RefusalCode.NOT_FOUND, "there is no such group");
        }
        var to = recipients(sender.name(), letter, group);
        return refusal(letter, to)
                .or(() -> tooFast(sender.name(), letter))
                .<Outcome<Posted>>map(Outcome::refused)
                .orElseGet(() -> accept(sender, letter, to, group));
    }

    private static List<UserName> recipients(
            UserName sender, Letter letter, Optional<Group> group) {
        return group.map(g -> g.members().stream().filter(name -> !name.equals(sender)).toList())
                .orElse(letter.to());
    }

    private Optional<Refusal> tooFast(UserName sender, Letter letter) {
        var bytes = letter.text().getBytes(StandardCharsets.UTF_8).length;
        var wait = rates.take(sender, bytes);
        wait.ifPresent(_ -> rateLimited.increment());
        return wait.map(delay ->
                Refusal.of(
                                RefusalCode.RATE_LIMITED,
                                limits.perMinute() + " messages a minute are allowed")
                        .retryAfter(delay));
    }

    /// Whether a message may go to these people. Refused: `UNKNOWN_RECIPIENT` with the names,
    /// `TOO_MANY_RECIPIENTS`.
    public Outcome<List<UserName>> reachable(List<UserName> names) {
        return refusal(names)
                .<Outcome<List<UserName>>>map(Outcome::refused)
                .orElseGet(() -> Outcome.done(names));
    }

    private Optional<Refusal> refusal(Letter letter, List<UserName> to) {
        if (letter.enclosures().size() > limits.attachments()) {
            return Optional.of(
                    Refusal.of(
                            RefusalCode.MESSAGE_TOO_LARGE,
                            letter.enclosures().size()
                                    + " files, and "
                                    + limits.attachments()
                                    + " are allowed"));
        }
        try {
            letter.enclosures().forEach(e -> Attachment.checkedAbout(e.about()));
            var _ = Message.checkedRecipients(to);
        } catch (InvalidValueException e) {
            return Optional.of(Refusal.of(RefusalCode.MALFORMED, String.valueOf(e.getMessage())));
        }
        return refusal(to);
    }

    private Optional<Refusal> refusal(List<UserName> names) {
        if (names.size() > limits.recipients()) {
            return Optional.of(
                    Refusal.of(
                            RefusalCode.TOO_MANY_RECIPIENTS,
                            names.size() + ", and " + limits.recipients() + " are allowed"));
        }
        var unknown = unknown(names);
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.of(RefusalCode.UNKNOWN_RECIPIENT, unknown));
    }

    private String unknown(List<UserName> names) {
        return names.stream()
                .filter(name -> !registry.knows(name))
                .map(UserName::value)
                .collect(Collectors.joining(", "));
    }

    private Outcome<Posted> accept(
            Member sender, Letter letter, List<UserName> to, Optional<Group> group) {
        var attachments = new ArrayList<Attachment>();
        for (var enclosure : letter.enclosures()) {
            var known = readable(sender.name(), enclosure.media());
            if (known.isEmpty()) {
                return Outcome.refused(
                        RefusalCode.NOT_FOUND, "the attachment " + enclosure.media());
            }
            attachments.add(new Attachment(known.get(), enclosure.about()));
        }
        var now = clock.instant();
        var message =
                new Message(
                        letter.id(),
                        sender.name(),
                        to,
                        letter.text(),
                        attachments,
                        now,
                        group.map(g -> new Message.GroupName(g.id(), g.name())),
                        letter.expiresAfter().map(now::plus));
        var result =
                messages.post(
                        new Posting(
                                message,
                                sender.device(),
                                conversations.blocking(sender.name(), to),
                                limits.inbox()));
        return switch (result) {
            case PostResult.Done(var posted) -> {
                to.forEach(this::wake);
                wake(sender.name());
                yield Outcome.done(posted);
            }
            case PostResult.Full(var recipients) -> {
                inboxFull.increment();
                yield Outcome.refused(
                        Refusal.of(
                                        RefusalCode.QUOTA,
                                        "too much waits for "
                                                + recipients.stream()
                                                        .map(UserName::value)
                                                        .collect(Collectors.joining(", ")))
                                .retryAfter(FULL_FOR));
            }
        };
    }

    private Optional<io.sampan.model.Media> readable(UserName sender, MediaId id) {
        return media.mayRead(id, sender) ? media.find(id) : Optional.empty();
    }

    /// Takes a message back. Refused: `NOT_FOUND`.
    ///
    /// @return media of the sender's that no other message carries, for the caller to remove
    public Outcome<List<io.sampan.model.Media>> recall(Member sender, MessageId id) {
        var recalled = messages.recall(sender.name(), id, sender.device(), clock.instant());
        recalled.map(Recalled::told).ifPresent(told -> told.forEach(this::wake));
        return recalled.map(Recalled::unused)
                .map(Outcome::done)
                .orElseGet(
                        () -> Outcome.refused(RefusalCode.NOT_FOUND, "there is no such message"));
    }

    /// Tells those who write with `who` that they have other devices now.
    public void devicesChanged(UserName who) {
        messages.devicesChanged(who, clock.instant()).forEach(this::wake);
    }

    /// One round of forgetting; whoever wires the server calls it about once a minute.
    ///
    /// @param kept how long what every device has is kept
    /// @param undelivered how long what no device has is kept
    public void sweep(Duration kept, Duration undelivered) {
        var now = clock.instant();
        messages.trim(now.minus(kept), now.minus(undelivered), now).forEach(this::wake);
    }

    /// Begins a walk through a person's log for one of their devices, from the first entry that it
    /// has not acknowledged. Whoever began it closes it.
    public InboxWalk walk(Member member, Wanted wanted) {
        var walk = new InboxWalk(this, messages, member, wanted, limits.offerAgainAfter(), clock);
        walks.compute(
                member.name(),
                (_, set) -> {
                    var all = set == null ? new CopyOnWriteArraySet<InboxWalk>() : set;
                    all.add(walk);
                    return all;
                });
        return walk;
    }

    /// How many entries are on no device of their person yet.
    public long waiting() {
        return messages.waiting();
    }

    /// Posts that were refused as their sender was too fast.
    public long rateLimited() {
        return rateLimited.sum();
    }

    /// Posts that were refused as an inbox was full.
    public long inboxFull() {
        return inboxFull.sum();
    }

    /// Somebody's log has new entries.
    void wake(UserName who) {
        wakeUps.wake(who);
    }

    private void wakeWalks(UserName who) {
        walks.getOrDefault(who, Set.of()).forEach(InboxWalk::wake);
    }

    /// Every walk looks again: for a server whose wake-ups may be lost.
    public void wakeAll() {
        walks.values().forEach(all -> all.forEach(InboxWalk::wake));
    }

    void end(InboxWalk walk) {
        walks.computeIfPresent(
                walk.member().name(),
                (name, set) -> {
                    set.remove(walk);
                    return set.isEmpty() ? null : set;
                });
    }
}
