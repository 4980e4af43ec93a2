package io.sampan.cli;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The commands in the help, in groups.
final class CommandList implements IHelpSectionRenderer {

    private static final int NAME_COLUMNS = 15;

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
        Commands.groups()
                .forEach((group, types) -> {
                    text.append('\n')
                            .append(help.colorScheme().text("@|bold " + group + "|@").toString())
                            .append('\n');
                    for (var type : types) {
                        var name = Commands.name(type);
                        text.append("  ")
                                .append(help.colorScheme().commandText(name))
                                .append(" ".repeat(NAME_COLUMNS - name.length()))
                                .append(firstLine(requireNonNull(help.subcommands().get(name))))
                                .append('\n');
                    }
                });
        return text.toString();
    }

    private static String firstLine(Help command) {
        var description = command.commandSpec().usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }
}
