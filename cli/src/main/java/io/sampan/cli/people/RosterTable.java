package io.sampan.cli.people;

import io.sampan.cli.terminal.Screen;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.people.PeopleEvent;
import io.sampan.model.UserName;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// Who is online, as a table that is drawn over itself. One thread.
final class RosterTable {

    private static final int CELL = 26;
    private static final int MOST_LINES = 18;
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";

    private final PrintStream out;
    private final int cells;
    private final InstantSource clock = InstantSource.system();
    private final Map<UserName, Instant> since = new TreeMap<>();
    private String line = "";

    RosterTable(PrintStream out, Screen screen) {
        this.out = out;
        this.cells = Math.max(1, screen.columns() / CELL);
    }

    void show(PeopleEvent event) {
        switch (event) {
            case PeopleEvent.Online(var names) -> be(names, "");
            case PeopleEvent.RosterChanged(var names, var arrived, var left) ->
                    be(names, news(arrived, left));
            case PeopleEvent.Offline(var why) ->
                    line = "the line is lost: " + TerminalText.text(why);
            case PeopleEvent.Ended _,
                    PeopleEvent.Refused _,
                    PeopleEvent.Delivered _,
                    PeopleEvent.Happened _,
                    PeopleEvent.CaughtUp _ -> {
                return;
            }
        }
        draw();
    }

    private void be(Collection<UserName> names, String news) {
        since.keySet().retainAll(names);
        names.forEach(name -> since.putIfAbsent(name, clock.instant()));
        line = news;
    }

    private static String news(Collection<UserName> arrived, Collection<UserName> left) {
        var words = new ArrayList<String>();
        arrived.forEach(name -> words.add(name + " came"));
        left.forEach(name -> words.add(name + " left"));
        return String.join(", ", words);
    }

    private void draw() {
        var text = new StringBuilder(HOME_AND_CLEAR);
        text.append(since.size()).append(since.size() == 1 ? " person" : " people");
        text.append(" online  ").append(MessageEvents.when(clock.instant())).append("\n\n");
        var cell = 0;
        for (var one : since.entrySet()) {
            if (cell == cells * MOST_LINES) {
                text.append("… and ").append(since.size() - cell).append(" more");
                break;
            }
            var label = TerminalText.tail(one.getKey().value(), CELL - 9);
            text.append("● ")
                    .append(label)
                    .append(' ')
                    .append(MessageEvents.when(one.getValue()))
                    .append(" ".repeat(Math.max(1, CELL - 8 - TerminalText.width(label))));
            cell++;
            if (cell % cells == 0) {
                text.append('\n');
            }
        }
        out.print(text.append("\n\n").append(line).append('\n'));
        out.flush();
    }
}
