package io.sampan.cli.demo;

import java.util.Set;

/// The chain, drawn; what was killed is crossed out.
final class Picture {

    private final Set<String> dead;
    private final Ink ink;

    Picture(Set<String> dead, Ink ink) {
        this.dead = Set.copyOf(dead);
        this.ink = ink;
    }

    /// Three lines, at most 62 wide.
    ///
    /// @param person seven characters wide at most
    /// @param towards whether bytes go to the server
    String draw(String person, boolean towards) {
        var first = towards ? "───┤" : "◀──┤";
        var last = towards ? "├──▶ " : "├─── ";
        var space = " ".repeat(person.length() + 3);
        return String.join(
                "\n",
                space + "   ┌" + box("edge A", towards) + "┐ ┌" + box("hub A", towards) + "┐",
                " "
                        + ink.bold(person)
                        + "  "
                        + first
                        + "            ├─┤            "
                        + last
                        + ink.bold("server"),
                space + "   └" + box("edge B", towards) + "┘ └" + box("hub B", towards) + "┘");
    }

    private String box(String name, boolean towards) {
        var wide = String.format("%-6s", name);
        return dead.contains(name)
                ? ink.red("─ ✗ " + wide.strip() + " ") + " ".repeat(6 - name.length()) + " "
                : (towards ? "──▶ " : "─── ") + name + " " + "─".repeat(7 - name.length());
    }
}
