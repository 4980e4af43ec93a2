package io.sampan.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The commands in the help, in groups: what a person looks for first stands first.
final class CommandList implements IHelpSectionRenderer {

    private static final int NAME_COLUMNS = 12;

    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("See it work", List.of("demo"));
        GROUPS.put("People", List.of("join", "send", "receive", "who", "chat"));
        GROUPS.put("Files", List.of("put", "get", "ls", "rm"));
        GROUPS.put("Transfers", List.of("transfers", "pause", "continue", "cancel", "resume"));
        GROUPS.put("Hosting", List.of("server", "invite", "relay"));
    }

    private CommandList() {}

    static void replaceIn(CommandLine line) {
        var sections = new HashMap<>(line.getHelpSectionMap());
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandList());
        // Only here: through the command line itself it would be for all subcommands too.
        line.getCommandSpec().usageMessage().sectionMap(sections);
    }

    @Override
    public String render(Help help) {
        var text = new StringBuilder();
        GROUPS.forEach((group, names) -> {
            text.append('\n')
                    .append(help.colorScheme().text("@|bold " + group + "|@").toString())
                    .append('\n');
            for (var name : names) {
                var command = help.subcommands().get(name);
                if (command != null) {
                    text.append("  ")
                            .append(help.colorScheme().commandText(name))
                            .append(" ".repeat(NAME_COLUMNS - name.length()))
                            .append(firstLine(command))
                            .append('\n');
                }
            }
        });
        return text.toString();
    }

    private static String firstLine(Help command) {
        var description = command.commandSpec().usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }
}
