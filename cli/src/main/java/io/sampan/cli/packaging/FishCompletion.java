package io.sampan.cli.packaging;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// A completion script for the shell fish; picocli writes none.
final class FishCompletion {

    private FishCompletion() {}

    static String of(CommandLine root) {
        var script = new StringBuilder("# Completion of sampan for fish.\n");
        script.append("complete -c sampan -n __fish_use_subcommand -f\n");
        for (var command : root.getSubcommands().values()) {
            var spec = command.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                script.append("complete -c sampan -n __fish_use_subcommand -a ")
                        .append(quoted(spec.name()))
                        .append(" -d ")
                        .append(quoted(firstLine(spec.usageMessage().description())))
                        .append('\n');
                spec.options().forEach(option -> add(script, spec, option));
            }
        }
        return script.toString();
    }

    private static void add(StringBuilder script, CommandSpec command, OptionSpec option) {
        if (option.hidden()) {
            return;
        }
        script.append("complete -c sampan -n ")
                .append(quoted("__fish_seen_subcommand_from " + command.name()));
        for (var name : option.names()) {
            script.append(name.startsWith("--") ? " -l " : " -s ")
                    .append(quoted(name.replaceFirst("^-+", "")));
        }
        if (option.arity().max() > 0) {
            script.append(" -r");
        }
        script.append(" -d ").append(quoted(firstLine(option.description()))).append('\n');
    }

    private static String firstLine(String[] description) {
        return description.length == 0 ? "" : Ansi.OFF.string(description[0]);
    }

    private static String quoted(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }
}
