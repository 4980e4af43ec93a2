package io.sampan.cli.people;

import io.sampan.cli.terminal.TerminalText;
import io.sampan.cli.terminal.TextWrap;
import io.sampan.client.people.Draft;
import io.sampan.client.people.InboxMessage;
import io.sampan.client.people.PeopleStore;
import io.sampan.model.Message;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/// How a conversation is written on the screen; nobody's text moves the cursor or has colours, and
/// every line but the first of a message is indented, also where the text is wrapped: so nothing
/// that somebody writes looks like a line of somebody else.
///
/// @param me who reads
/// @param columns how wide the screen is now
record ChatLines(UserName me, IntSupplier columns) {

    private static final String PLAIN = "\u001b[0m";
    private static final String GREY = "\u001b[90m";
    private static final String RED = "\u001b[31m";
    private static final String[] COLOURS = {
        "\u001b[36m", "\u001b[35m", "\u001b[33m", "\u001b[34m", "\u001b[32m"
    };
    private static final String INDENT = "      ";
    private static final int NARROWEST = 10;

    /// The end of what was said before, oldest first.
    List<String> history(PeopleStore store, int limit) {
        record Said(Instant when, String text) {}
        var said = new ArrayList<Said>();
        for (InboxMessage arrived : store.latest(limit)) {
            said.add(new Said(arrived.message().posted(), of(arrived.message())));
        }
        for (Draft sent : store.latestSent(limit)) {
            said.add(new Said(sent.written(), of(sent)));
        }
        said.sort(Comparator.comparing(Said::when));
        return said.stream().skip(Math.max(0, said.size() - limit)).map(Said::text).toList();
    }

    String of(Message message) {
        var head =
                message.sender().equals(me)
                        ? ownHead(message.posted(), Recipients.label(message.to(), message.group()))
                        : time(message.posted()) + colour(message.sender()) + others(message);
        var files = message.attachments().stream().map(MessageEvents::line).toList();
        return put(head, message.text(), files);
    }

    private String others(Message message) {
        if (message.group().isPresent()) {
            return GREY + " → " + Recipients.label(message.to(), message.group()) + PLAIN;
        }
        var others = message.to().stream().filter(name -> !name.equals(me)).toList();
        return others.isEmpty() ? "" : GREY + " → you, " + names(others) + PLAIN;
    }

    private static String ownHead(Instant when, String whom) {
        return time(when) + "you" + GREY + " → " + whom + PLAIN;
    }

    String of(Draft draft) {
        var files =
                draft.enclosures().stream().map(file -> "▸ " + TerminalText.tail(file.name(), 60));
        return put(
                ownHead(draft.written(), Recipients.label(draft.to(), draft.group())),
                draft.text(),
                files.toList());
    }

    private String put(String head, String text, List<String> files) {
        var lines = new ArrayList<String>();
        var room = room();
        var before = AttributedString.fromAnsi(head).columnLength() + 2;
        for (var line : TerminalText.eachLine(text)) {
            var first = lines.isEmpty();
            var wrapped =
                    first
                            ? TextWrap.wrap(line, room + INDENT.length() - before, room)
                            : TextWrap.wrap(line, room);
            for (var part : wrapped) {
                lines.add((lines.isEmpty() ? head + ": " : INDENT) + TerminalText.isolated(part));
            }
        }
        if (lines.isEmpty()) {
            lines.add(head + ":");
        }
        files.forEach(file -> lines.add(INDENT + TerminalText.head(file, room)));
        return String.join("\n", lines);
    }

    private int room() {
        return Math.max(NARROWEST, columns.getAsInt() - INDENT.length() - 1);
    }

    static String names(Collection<UserName> names) {
        return names.stream()
                .map(name -> TerminalText.isolated(name.value()))
                .collect(Collectors.joining(", "));
    }

    private static String time(Instant when) {
        return GREY + MessageEvents.when(when) + PLAIN + " ";
    }

    private static String colour(UserName name) {
        return COLOURS[Math.floorMod(name.value().hashCode(), COLOURS.length)]
                + TerminalText.isolated(name.value())
                + PLAIN;
    }

    /// Something of little weight.
    String aside(String text) {
        return indented(GREY, text);
    }

    /// Something that went wrong.
    String trouble(String text) {
        return indented(RED, text);
    }

    private String indented(String colour, String text) {
        return TerminalText.eachLine(text).stream()
                .flatMap(line -> TextWrap.wrap(line, room()).stream())
                .map(line -> colour + INDENT + line + PLAIN)
                .collect(Collectors.joining("\n"));
    }
}
