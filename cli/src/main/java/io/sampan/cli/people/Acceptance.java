package io.sampan.cli.people;

import io.sampan.cli.session.PersonSettings;
import io.sampan.cli.terminal.Amounts;
import io.sampan.client.Sampan;
import io.sampan.model.Attachment;
import io.sampan.model.Availability;
import io.sampan.model.Message;
import java.util.Optional;

/// Which files of messages are fetched without a question: those that are small enough, from people
/// to whom this person has written before.
///
/// @param upTo bytes that all files of a message may have together; empty for any
/// @param strangers whether files of people to whom one has never written are fetched, too
record Acceptance(Optional<Long> upTo, boolean strangers) {

    private static final long ASKED_FROM = 25_000_000;

    /// Everything is fetched.
    static final Acceptance ALL = new Acceptance(Optional.empty(), true);

    /// What the person has set. What they have not is 25 MB and no strangers where somebody can be
    /// asked, and everything where nobody can.
    static Acceptance of(PersonSettings settings, boolean canAsk) {
        return new Acceptance(
                settings.acceptUpToBytes()
                        .or(() -> canAsk ? Optional.of(ASKED_FROM) : Optional.empty()),
                settings.acceptsStrangers().orElse(!canAsk));
    }

    /// Why a message's files wait for a yes; empty where they do not.
    Optional<String> question(Message message, Sampan session) {
        var bytes =
                message.attachments().stream()
                        .filter(file -> file.availability() == Availability.HERE)
                        .mapToLong(file -> file.media().size())
                        .sum();
        if (message.attachments().isEmpty() || message.sender().equals(session.user())) {
            return Optional.empty();
        }
        if (!strangers && !session.people().history().hasWrittenTo(message.sender())) {
            return Optional.of("you have never written to " + message.sender());
        }
        return upTo.filter(most -> bytes > most).map(_ -> "it is " + Amounts.bytes(bytes));
    }

    /// The names of a message's files.
    static String names(Message message) {
        return message.attachments().stream()
                .map(Attachment::media)
                .map(media -> MessageEvents.fileLine(media.name().value()))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }
}
