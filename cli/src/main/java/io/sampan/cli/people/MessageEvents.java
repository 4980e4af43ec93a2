package io.sampan.cli.people;

import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.Screen;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.cli.terminal.TextWrap;
import io.sampan.client.people.Draft;
import io.sampan.client.people.FileOutcome;
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

    private static final String INDENT = "  ";

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
                "text",
                message.text(),
                "posted",
                message.posted().toString(),
                "files",
                files(message.attachments(), files));
    }

    /// Who, when, the text, and what is attached; nothing in them moves the cursor.
    static List<String> lines(Message message, UserName reader) {
        var lines = new ArrayList<String>();
        lines.add(
                message.sender()
                        + (message.to().size() > 1 ? others(message, reader) : "")
                        + "  "
                        + when(message.posted()));
        lines.addAll(body(message.text()));
        message.attachments().forEach(file -> lines.add("  " + line(file)));
        return lines;
    }

    /// The same for one that was sent from here.
    static List<String> lines(Draft draft, boolean isPosted) {
        var lines = new ArrayList<String>();
        lines.add(
                "you → "
                        + ChatLines.names(draft.to())
                        + "  "
                        + when(draft.written())
                        + (isPosted ? "" : "  (not sent yet)"));
        lines.addAll(body(draft.text()));
        draft.enclosures()
                .forEach(file -> lines.add(INDENT + "▸ " + TerminalText.tail(file.name(), 40)));
        return lines;
    }

    /// Where a person reads it on a terminal; a pipe gets lines as they were written.
    private static List<String> wrapped(String line) {
        var screen = Screen.ofProcess();
        return screen.facts()
                ? TextWrap.wrap(line, screen.columns() - INDENT.length() - 1)
                : List.of(line);
    }

    private static List<String> body(String text) {
        return TerminalText.eachLine(text).stream()
                .flatMap(line -> wrapped(line).stream())
                .map(line -> INDENT + TerminalText.isolated(line))
                .toList();
    }

    private static String others(Message message, UserName reader) {
        return message.to().stream()
                .filter(name -> !name.equals(reader))
                .map(UserName::value)
                .collect(Collectors.joining(", ", " (also to ", ")"));
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
