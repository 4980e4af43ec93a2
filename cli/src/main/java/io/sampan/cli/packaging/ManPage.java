package io.sampan.cli.packaging;

import io.sampan.cli.Version;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// One command's man page, in the macros of `man(7)`.
final class ManPage {

    private final StringBuilder page = new StringBuilder();
    private final CommandSpec command;

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    static String of(CommandLine command) {
        return new ManPage(command.getCommandSpec()).write();
    }

    private String write() {
        var name = command.qualifiedName("-");
        var about = command.usageMessage().description();
        line(
                ".TH "
                        + name.toUpperCase(Locale.ROOT)
                        + " 1 \"\" \"sampan "
                        + Version.current()
                        + '"');
        line(".SH NAME");
        line(text(name) + " \\- " + text(about.length == 0 ? "" : about[0]));
        line(".SH SYNOPSIS");
        line(text(synopsis()));
        line(".SH DESCRIPTION");
        Stream.of(about).forEach(this::paragraph);
        section("ARGUMENTS", command.positionalParameters().stream());
        section("OPTIONS", command.options().stream());
        commands();
        Stream.of(command.usageMessage().footer()).forEach(this::paragraph);
        line(".SH EXIT STATUS");
        line("0 done, 1 failed here, 2 wrong usage, 3 refused by the server, 4 nobody answered.");
        return page.toString();
    }

    private String synopsis() {
        return command.commandLine()
                .getHelp()
                .synopsis(0)
                .replaceAll("\\s+", " ")
                .replaceFirst("^Usage: ", "")
                .strip();
    }

    private void section(String title, Stream<? extends ArgSpec> arguments) {
        var shown = arguments.filter(argument -> !argument.hidden()).toList();
        if (shown.isEmpty()) {
            return;
        }
        line(".SH " + title);
        for (var argument : shown) {
            line(".TP");
            line("\\fB" + text(label(argument)) + "\\fR");
            line(
                    Stream.of(argument.description())
                            .map(ManPage::text)
                            .collect(Collectors.joining(" ")));
        }
    }

    private static String label(ArgSpec argument) {
        return switch (argument) {
            case OptionSpec option -> {
                var names = String.join(", ", option.names());
                yield option.arity().max() == 0 ? names : names + " " + option.paramLabel();
            }
            case PositionalParamSpec positional -> positional.paramLabel();
            default -> argument.paramLabel();
        };
    }

    private void commands() {
        var all =
                command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(sub -> !sub.usageMessage().hidden())
                        .distinct()
                        .toList();
        if (all.isEmpty()) {
            return;
        }
        line(".SH COMMANDS");
        for (var sub : all) {
            var about = sub.usageMessage().description();
            line(".TP");
            line("\\fBsampan\\-" + text(sub.name()) + "\\fR(1)");
            line(text(about.length == 0 ? "" : about[0]));
        }
    }

    private void paragraph(String content) {
        line(content.isBlank() ? ".PP" : text(content));
    }

    private void line(String content) {
        page.append(content).append('\n');
    }

    /// Plain text for `man`: no markup of picocli's, and nothing that is taken for a request.
    private static String text(String content) {
        var plain = Ansi.OFF.string(content.replace("%n", " ")).replace("\\", "\\e");
        var dashes = plain.replace("-", "\\-");
        return dashes.startsWith(".") || dashes.startsWith("'") ? "\\&" + dashes : dashes;
    }
}
