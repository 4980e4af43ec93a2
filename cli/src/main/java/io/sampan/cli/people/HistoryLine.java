package io.sampan.cli.people;

import io.sampan.cli.terminal.Fact;
import io.sampan.client.people.Draft;
import io.sampan.client.people.MessageLog.LoggedMessage;
import io.sampan.client.people.Said;
import io.sampan.model.Attachment;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A message of the history, from the server's log or from the home.
///
/// @param when it was posted; of one that waits, when it was written
/// @param files a line for each
/// @param fileNames of each
/// @param standings how far one's own message is, where that is known
record HistoryLine(
        MessageId id,
        UserName from,
        List<UserName> to,
        Optional<Message.GroupName> group,
        String text,
        Instant when,
        boolean isPosted,
        List<String> files,
        List<String> fileNames,
        List<Standing> standings) {

    static HistoryLine of(LoggedMessage logged) {
        return of(logged.message(), logged.standings());
    }

    static HistoryLine of(Said said, UserName me) {
        return switch (said) {
            case Said.Received(var message) -> of(message, List.of());
            case Said.Sent(var draft, var isPosted, var when) -> of(draft, me, isPosted, when);
        };
    }

    static HistoryLine of(Message message, List<Standing> standings) {
        return new HistoryLine(
                message.id(),
                message.sender(),
                message.to(),
                message.group(),
                message.text(),
                message.posted(),
                true,
                message.attachments().stream().map(MessageEvents::line).toList(),
                message.attachments().stream().map(HistoryLine::name).toList(),
                standings);
    }

    private static String name(Attachment file) {
        return file.media().name().value();
    }

    private static HistoryLine of(Draft draft, UserName me, boolean isPosted, Instant when) {
        var names = draft.enclosures().stream().map(Draft.Enclosure::name).toList();
        return new HistoryLine(
                draft.id(),
                me,
                draft.to(),
                draft.group(),
                draft.text(),
                when,
                isPosted,
                names.stream().map(MessageEvents::fileLine).toList(),
                names,
                List.of());
    }

    /// Whether it was said with this person, in whatever company.
    boolean isWith(UserName person) {
        return from.equals(person) || to.contains(person);
    }

    /// Who, when, the text, and what is attached; nothing in them moves the cursor.
    ///
    /// @param withId whether the head says what `recall` wants to know
    List<String> lines(UserName me, boolean withId) {
        var lines = new ArrayList<String>();
        lines.add(
                head(me)
                        + "  "
                        + MessageEvents.when(when)
                        + (isPosted ? reached() : "  (not sent yet)")
                        + (withId ? "  " + id : ""));
        lines.addAll(MessageEvents.body(text));
        files.forEach(file -> lines.add(MessageEvents.INDENT + file));
        return lines;
    }

    private String head(UserName me) {
        if (from.equals(me)) {
            return "you → " + Recipients.label(to, group);
        }
        if (group.isPresent()) {
            return ChatLines.names(List.of(from)) + " → " + Recipients.label(to, group);
        }
        var others = to.stream().filter(name -> !name.equals(me)).toList();
        return ChatLines.names(List.of(from))
                + (others.isEmpty() ? "" : " (also to " + ChatLines.names(others) + ")");
    }

    private String reached() {
        var names = reachedPeople().toList();
        if (names.isEmpty()) {
            return "";
        }
        return names.size() == standings.size() ? "  ✓" : "  ✓ " + ChatLines.names(names);
    }

    private Stream<UserName> reachedPeople() {
        return standings.stream()
                .filter(one -> one.delivered().isPresent())
                .map(Standing::recipient);
    }

    Fact fact(UserName me, boolean withId) {
        return Fact.of(
                String.join("\n", lines(me, withId)),
                "event",
                from.equals(me) ? "sent" : "received",
                "id",
                id.toString(),
                "from",
                from.value(),
                "to",
                to.stream().map(UserName::value).toList(),
                "group",
                group.map(Message.GroupName::name).orElse(""),
                "text",
                text,
                "when",
                when.toString(),
                "posted",
                isPosted,
                "reached",
                reachedPeople().map(UserName::value).collect(Collectors.toList()),
                "files",
                fileNames);
    }
}
