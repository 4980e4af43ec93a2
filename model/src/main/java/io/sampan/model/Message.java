package io.sampan.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// A message as it lies in an inbox: text, files, or both.
///
/// @param to everybody it was sent to: at least one, nobody twice
/// @param text at most 64 KiB of UTF-8
/// @param posted when the server accepted it
/// @param group the named conversation that it was written to; empty for one of a set of people
/// @param expires when its sender wants it to be gone everywhere; empty for never
public record Message(
        MessageId id,
        UserName sender,
        List<UserName> to,
        String text,
        List<Attachment> attachments,
        Instant posted,
        Optional<GroupName> group,
        Optional<Instant> expires) {

    /// The group of a message, as it was called when it was posted.
    public record GroupName(ConversationId id, String name) {}

    /// Bytes of UTF-8 that a text may have.
    public static final int MAX_TEXT = 64 << 10;

    /// @throws InvalidValueException for a message without recipients, or without text and files
    public Message {
        to = checkedRecipients(to);
        text = checkedText(text);
        attachments = List.copyOf(attachments);
        if (text.isEmpty() && attachments.isEmpty()) {
            throw new InvalidValueException("a message has a text or a file");
        }
    }

    /// A message to a set of people, for ever.
    public Message(
            MessageId id,
            UserName sender,
            List<UserName> to,
            String text,
            List<Attachment> attachments,
            Instant posted) {
        this(id, sender, to, text, attachments, posted, Optional.empty(), Optional.empty());
    }

    /// The conversation that it belongs to: that of its group, or of everybody who is in it.
    public ConversationId conversation() {
        return group.map(GroupName::id)
                .orElseGet(() -> {
                    var people = new ArrayList<>(to);
                    people.add(sender);
                    return ConversationId.of(people);
                });
    }

    /// A copy of `to`.
    ///
    /// @throws InvalidValueException if it is empty, or somebody is in it twice
    public static List<UserName> checkedRecipients(List<UserName> to) {
        if (to.isEmpty() || new HashSet<>(to).size() != to.size()) {
            throw new InvalidValueException("a message goes to one or more people, to each once");
        }
        return List.copyOf(to);
    }

    /// The text itself.
    ///
    /// @throws InvalidValueException if it is too long, or not valid Unicode
    public static String checkedText(String text) {
        if (MediaName.utf8Length(text) > MAX_TEXT) {
            throw new InvalidValueException("a message's text has at most 65536 bytes");
        }
        return text;
    }
}
