package io.sampan.cli.people;

import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.Screen;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.cli.terminal.TextWrap;
import io.sampan.client.people.Draft;
import io.sampan.client.people.FileOutcome;
import io.sampan.client.people.LogEvent;
import io.sampan.model.Attachment;
import io.sampan.model.Message;
import io.sampan.model.Receipt;
import io.sampan.model.UserName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How messages and receipts are shown, to people and to scripts.
final class MessageEvents {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    static final String INDENT = "  ";

    private MessageEvents() {}

    /// A message whose files have all come to something final.
    ///
    /// @param files what, in the order of its attachments
    static Fact received(Message message, UserName reader, List<FileOutcome> files) {
        var lines = new ArrayList<>(lines(message, reader));
        files.forEach(file -> lines.add("  " + line(file)));
        return Fact.of(
                String.join("\n", lines),
                "event",
                "message",
                "id",
                message.id().toString(),
                "from",
                message.sender().value(),
                "to",
                message.to().stream().map(UserName::value).toList(),
                "group",
                message.group().map(Message.GroupName::name).orElse(""),
                "text",
                message.text(),
                "posted",
                message.posted().toString(),
                "files",
                files(message.attachments(), files));
    }

    /// A message whose files wait for a yes.
    static Fact left(Message message, UserName reader) {
        var lines = new ArrayList<>(lines(message, reader));
        lines.add(
                INDENT
                        + "It waits for you: `sampan receive --accept-all` fetches what waits,"
                        + " --decline does not.");
        return Fact.of(
                String.join("\n", lines),
                "event",
                "waiting",
                "id",
                message.id().toString(),
                "from",
                message.sender().value(),
                "text",
                message.text(),
                "files",
                message.attachments().stream().map(file -> file.media().name().value()).toList(),
                "bytes",
                message.attachments().stream().mapToLong(file -> file.media().size()).sum());
    }

    /// Who, when, the text, and what is attached; nothing in them moves the cursor.
    static List<String> lines(Message message, UserName reader) {
        return HistoryLine.of(message, List.of()).lines(reader, false);
    }

    /// Where a person reads it on a terminal; a pipe gets lines as they were written.
    private static List<String> wrapped(String line) {
        var screen = Screen.ofProcess();
        return screen.facts()
                ? TextWrap.wrap(line, screen.columns() - INDENT.length() - 1)
                : List.of(line);
    }

    /// The text, indented.
    static List<String> body(String text) {
        return TerminalText.eachLine(text).stream()
                .flatMap(line -> wrapped(line).stream())
                .map(line -> INDENT + TerminalText.isolated(line))
                .toList();
    }

    /// A file of which no more is known.
    static String fileLine(String name) {
        return "▸ " + TerminalText.tail(name, 40);
    }

    /// A file, before it is fetched: `▸ film.mp4 1.2 GiB video/mp4 1920 x 1080, 2:13:05`.
    static String line(Attachment file) {
        var media = file.media();
        return "▸ "
                + TerminalText.tail(media.name().value(), 40)
                + "  "
                + Amounts.bytes(media.size())
                + "  "
                + media.type()
                + (file.about().isEmpty()
                        ? ""
                        : "  " + TerminalText.head(TerminalText.text(file.about()), 40));
    }

    private static String line(FileOutcome file) {
        return switch (file) {
            case FileOutcome.Fetched(var path) -> "→ " + TerminalText.text(path.toString());
            case FileOutcome.Gone(var reason) -> "✗ " + TerminalText.text(reason);
            case FileOutcome.Pending _ -> "… not here yet";
        };
    }

    private static List<Map<String, Object>> files(
            List<Attachment> attachments, List<FileOutcome> outcomes) {
        var all = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < attachments.size(); i++) {
            var media = attachments.get(i).media();
            var values = new LinkedHashMap<String, Object>();
            values.put("id", media.id().toString());
            values.put("name", media.name().value());
            values.put("size", media.size());
            values.put("type", media.type().value());
            values.put("about", attachments.get(i).about());
            values.put("digest", media.digest().toString());
            switch (outcomes.get(i)) {
                case FileOutcome.Fetched(var path) -> values.put("file", path.toString());
                case FileOutcome.Gone(var reason) -> values.put("gone", reason);
                case FileOutcome.Pending _ -> values.put("pending", true);
            }
            all.add(values);
        }
        return all;
    }

    /// A message of one's own has reached somebody.
    ///
    /// @param sent the message, where this home still has it
    static Fact receipt(Receipt receipt, Optional<Draft> sent) {
        var what = sent.map(MessageEvents::what).orElse("a message");
        return Fact.of(
                "✓ "
                        + receipt.recipient()
                        + " has "
                        + TerminalText.head(TerminalText.text(what), 40)
                        + "  "
                        + when(receipt.delivered()),
                "event",
                "receipt",
                "id",
                receipt.message().toString(),
                "recipient",
                receipt.recipient().value(),
                "delivered",
                receipt.delivered().toString());
    }

    /// What else the log has told, where people and scripts are to know.
    static Optional<Fact> happened(LogEvent event, UserName me) {
        return switch (event) {
            case LogEvent.Recalled(var sender, var id) when !sender.equals(me) ->
                    Optional.of(
                            Fact.of(
                                    "✗ " + sender + " took a message back",
                                    "event",
                                    "recalled",
                                    "id",
                                    id.toString(),
                                    "from",
                                    sender.value()));
            case LogEvent.Expired(var id, var recipient) ->
                    Optional.of(
                            Fact.of(
                                    "✗ a message has not reached "
                                            + recipient
                                            + ", and is not kept any longer",
                                    "event",
                                    "expired",
                                    "id",
                                    id.toString(),
                                    "recipient",
                                    recipient.value()));
            case LogEvent.Read(var reader, var id, var _, var when) when !reader.equals(me) ->
                    Optional.of(
                            Fact.of(
                                    "✓ " + reader + " has read your messages  " + when(when),
                                    "event",
                                    "read",
                                    "id",
                                    id.toString(),
                                    "reader",
                                    reader.value(),
                                    "when",
                                    when.toString()));
            case LogEvent.DevicesChanged(var person) when !person.equals(me) ->
                    Optional.of(
                            Fact.of(
                                    person
                                            + " has other devices now; `sampan verify "
                                            + person
                                            + "` compares them",
                                    "event",
                                    "devices-changed",
                                    "name",
                                    person.value()));
            case LogEvent.Recalled _,
                    LogEvent.Read _,
                    LogEvent.DevicesChanged _,
                    LogEvent.SentElsewhere _ ->
                    Optional.empty();
        };
    }

    private static String what(Draft draft) {
        var files = draft.enclosures().stream().map(Draft.Enclosure::name);
        return draft.text().isEmpty()
                ? files.collect(Collectors.joining(", "))
                : "“" + draft.text() + "”";
    }

    /// The time of today; with the day where it was another one.
    static String when(Instant instant) {
        var local = instant.atZone(ZoneId.systemDefault());
        return (local.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault())) ? CLOCK : DAY)
                .format(local);
    }
}
