package io.sampan.core.messaging;

import io.sampan.core.identity.Registry;
import io.sampan.core.storage.MediaRepository;
import io.sampan.core.storage.MessageRepository;
import io.sampan.core.storage.MessageRepository.Posted;
import io.sampan.model.Attachment;
import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaId;
import io.sampan.model.Message;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;

/// Takes messages in and gives them out. All methods may be called from any thread, and block on
/// the ledger.
public final class PostOffice {

    private final MessageRepository messages;
    private final MediaRepository media;
    private final Registry registry;
    private final MessageLimits limits;
    private final InstantSource clock;
    private final Map<UserName, Set<InboxWalk>> walks = new ConcurrentHashMap<>();

    public PostOffice(
            MessageRepository messages,
            MediaRepository media,
            Registry registry,
            MessageLimits limits,
            InstantSource clock) {
        this.messages = messages;
        this.media = media;
        this.registry = registry;
        this.limits = limits;
        this.clock = clock;
    }

    /// Puts a message into every recipient's inbox. Synced. The same id again is answered as it
    /// was.
    ///
    /// Refused, and then nobody gets anything: `UNKNOWN_RECIPIENT` with the names,
    /// `TOO_MANY_RECIPIENTS`, `MESSAGE_TOO_LARGE` (too many attachments), `NOT_FOUND` (an
    /// attachment that the sender may not read).
    public Outcome<Posted> post(UserName sender, Letter letter) {
        // The ledger knows what was posted before. Only a refusal asks it first: what was accepted
        // stays so, whatever has become of limits, people and files since.
        return switch (attempt(sender, letter)) {
            case Outcome.Done<Posted> done -> done;
            case Outcome.Refused<Posted> refused ->
                    messages.find(sender, letter.id())
                            .<Outcome<Posted>>map(Outcome::done)
                            .orElse(refused);
        };
    }

    private Outcome<Posted> attempt(UserName sender, Letter letter) {
        return refusal(letter)
                .<Outcome<Posted>>map(Outcome::refused)
                .orElseGet(() -> accept(sender, letter));
    }

    /// Whether a message may go to these people. Refused: `UNKNOWN_RECIPIENT` with the names,
    /// `TOO_MANY_RECIPIENTS`.
    public Outcome<List<UserName>> reachable(List<UserName> names) {
        return refusal(names)
                .<Outcome<List<UserName>>>map(Outcome::refused)
                .orElseGet(() -> Outcome.done(names));
    }

    private Optional<Refusal> refusal(Letter letter) {
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
        } catch (InvalidValueException e) {
            return Optional.of(Refusal.of(RefusalCode.MALFORMED, String.valueOf(e.getMessage())));
        }
        return refusal(letter.to());
    }

    private Optional<Refusal> refusal(List<UserName> names) {
        if (names.size() > limits.recipients()) {
            return Optional.of(
                    Refusal.of(
                            RefusalCode.TOO_MANY_RECIPIENTS,
                            names.size() + ", and " + limits.recipients() + " are allowed"));
        }
        var unknown =
                names.stream()
                        .filter(name -> !registry.knows(name))
                        .map(UserName::value)
                        .collect(Collectors.joining(", "));
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.of(RefusalCode.UNKNOWN_RECIPIENT, unknown));
    }

    private Outcome<Posted> accept(UserName sender, Letter letter) {
        var attachments = new ArrayList<Attachment>();
        for (var enclosure : letter.enclosures()) {
            var known = readable(sender, enclosure.media());
            if (known.isEmpty()) {
                return Outcome.refused(
                        RefusalCode.NOT_FOUND, "the attachment " + enclosure.media());
            }
            attachments.add(new Attachment(known.get(), enclosure.about()));
        }
        var posted =
                messages.post(
                        new Message(
                                letter.id(),
                                sender,
                                letter.to(),
                                letter.text(),
                                attachments,
                                clock.instant()));
        letter.to().forEach(this::wake);
        return Outcome.done(posted);
    }

    private Optional<io.sampan.model.Media> readable(UserName sender, MediaId id) {
        return media.mayRead(id, sender) ? media.find(id) : Optional.empty();
    }

    /// Begins a walk through somebody's inbox, from its oldest entry. Whoever began it closes it.
    public InboxWalk walk(UserName who) {
        var walk = new InboxWalk(this, messages, who, limits.offerAgainAfter(), clock);
        walks.computeIfAbsent(who, name -> new CopyOnWriteArraySet<>()).add(walk);
        return walk;
    }

    /// How many entries wait, in all inboxes.
    public long waiting() {
        return messages.waiting();
    }

    void wake(UserName who) {
        walks.getOrDefault(who, Set.of()).forEach(InboxWalk::wake);
    }

    void end(InboxWalk walk, UserName who) {
        walks.computeIfPresent(
                who,
                (name, set) -> {
                    set.remove(walk);
                    return set.isEmpty() ? null : set;
                });
    }
}
