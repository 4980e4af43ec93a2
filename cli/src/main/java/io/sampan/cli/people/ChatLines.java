package io.sampan.cli.people;

import io.sampan.cli.terminal.TerminalText;
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
import java.util.stream.Collectors;

/// How a conversation is written on the screen; nobody's text moves the cursor or has colours.
///
/// @param me who reads
record ChatLines(UserName me) {

    private static final String PLAIN = "\u001b[0m";
    private static final String GREY = "\u001b[90m";
    private static final String RED = "\u001b[31m";
    private static final String[] COLOURS = {
        "\u001b[36m", "\u001b[35m", "\u001b[33m", "\u001b[34m", "\u001b[32m"
    };
    private static final String INDENT = "      ";

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
        var others = message.to().stream().filter(name -> !name.equals(me)).toList();
        var head =
                time(message.posted())
                        + colour(message.sender())
                        + (others.isEmpty() ? "" : GREY + " → you, " + names(others) + PLAIN);
        var files = message.attachments().stream().map(MessageEvents::line).toList();
        return put(head, message.text(), files);
    }

    String of(Draft draft) {
        var files =
                draft.enclosures().stream().map(file -> "▸ " + TerminalText.tail(file.name(), 60));
        return put(
                time(draft.written()) + "you" + GREY + " → " + names(draft.to()) + PLAIN,
                draft.text(),
                files.toList());
    }

    private static String put(String head, String text, List<String> files) {
        var lines = new ArrayList<String>();
        var said = text.lines().map(TerminalText::text).toList();
        lines.add(head + ": " + (said.isEmpty() ? "" : said.getFirst()));
        said.stream().skip(1).forEach(line -> lines.add(INDENT + line));
        files.forEach(file -> lines.add(INDENT + file));
        return String.join("\n", lines);
    }

    static String names(Collection<UserName> names) {
        return names.stream().map(UserName::value).collect(Collectors.joining(", "));
    }

    private static String time(Instant when) {
        return GREY + MessageEvents.when(when) + PLAIN + " ";
    }

    private static String colour(UserName name) {
        return COLOURS[Math.floorMod(name.value().hashCode(), COLOURS.length)] + name + PLAIN;
    }

    /// Something of little weight.
    static String aside(String text) {
        return GREY + INDENT + TerminalText.text(text) + PLAIN;
    }

    /// Something that went wrong.
    static String trouble(String text) {
        return RED + INDENT + TerminalText.text(text) + PLAIN;
    }
}
