package io.sampan.cli;

import io.sampan.cli.setting.Converters;
import io.sampan.cli.terminal.OutputException;
import io.sampan.cli.terminal.SafeWriter;
import io.sampan.cli.terminal.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/// `sampan`: the command that holds all others, and how all of them are run.
@Command(
        name = "sampan",
        description = {
            "Carries files of any size between people, over networks that drop,",
            "through relays that you host yourself.",
            ""
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "sampan COMMAND [OPTION…] [ARGUMENT…]",
        footer = {
            "",
            "`sampan COMMAND --help` tells more about each. SAMPAN_HOME (~/.sampan) is where",
            "your journal lives. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by",
            "the server, 4 nobody answered."
        },
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class SampanCommand {

    /// The command line, ready to be executed with these arguments.
    public static CommandLine commandLine(String... args) {
        var line = new CommandLine(new SampanCommand());
        Commands.neededFor(args).forEach(line::addSubcommand);
        Converters.register(line);
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUnmatchedOptionsArePositionalParams(false);
        line.setExecutionExceptionHandler(new ExceptionMapper());
        line.setParameterExceptionHandler(new WrongUsage());
        line.setColorScheme(
                Help.defaultColorScheme(Screen.ofProcess().colours() ? Ansi.ON : Ansi.OFF));
        line.setErr(new SafeWriter(System.err));
        CommandList.replaceIn(line);
        return line;
    }

    /// Runs one command and returns its [ExitCode].
    public static int run(String... words) {
        var args = GlobalOptions.behindTheCommand(words);
        var line = commandLine(args);
        // picocli prints a stack trace where its own output (helps, versions) fails.
        var help = new StringWriter();
        line.setOut(new PrintWriter(help));
        var code = line.execute(args);
        try {
            System.out.print(help);
            System.out.flush();
            return code;
        } catch (OutputException e) {
            return ExceptionMapper.outputFailed(e, line.getErr());
        }
    }
}
