package io.sampan.cli;

import io.sampan.cli.demo.DemoCommand;
import io.sampan.cli.files.GetCommand;
import io.sampan.cli.files.LsCommand;
import io.sampan.cli.files.PutCommand;
import io.sampan.cli.files.RmCommand;
import io.sampan.cli.people.ChatCommand;
import io.sampan.cli.people.JoinCommand;
import io.sampan.cli.people.ReceiveCommand;
import io.sampan.cli.people.SendCommand;
import io.sampan.cli.people.WhoCommand;
import io.sampan.cli.serve.InviteCommand;
import io.sampan.cli.serve.RelayCommand;
import io.sampan.cli.serve.ServerCommand;
import io.sampan.cli.setting.Converters;
import io.sampan.cli.tasks.CancelCommand;
import io.sampan.cli.tasks.ContinueCommand;
import io.sampan.cli.tasks.PauseCommand;
import io.sampan.cli.tasks.ResumeCommand;
import io.sampan.cli.tasks.TransfersCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

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
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            PutCommand.class,
            GetCommand.class,
            LsCommand.class,
            RmCommand.class,
            TransfersCommand.class,
            PauseCommand.class,
            ContinueCommand.class,
            CancelCommand.class,
            ResumeCommand.class,
            JoinCommand.class,
            SendCommand.class,
            ReceiveCommand.class,
            WhoCommand.class,
            ChatCommand.class,
            ServerCommand.class,
            InviteCommand.class,
            RelayCommand.class,
            RehearseCommand.class
        })
public final class SampanCommand {

    /// The whole command line, ready to be executed.
    public static CommandLine commandLine() {
        var line = new CommandLine(new SampanCommand());
        Converters.register(line);
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUnmatchedOptionsArePositionalParams(false);
        line.setExecutionExceptionHandler(new Faults());
        line.setParameterExceptionHandler(new WrongUsage());
        CommandList.replaceIn(line);
        return line;
    }

    /// Runs one command and returns its [ExitCode].
    public static int run(String... args) {
        return commandLine().execute(args);
    }
}
