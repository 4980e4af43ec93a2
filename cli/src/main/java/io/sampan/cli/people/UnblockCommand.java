package io.sampan.cli.people;

import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.model.UserName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan unblock`
@Command(
        name = "unblock",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = "Get somebody's messages again, from now on")
public final class UnblockCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Whom.")
    private List<UserName> names = List.of();

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.open()) {
            names.forEach(name ->
                    BlockCommand.tell(
                            session.people().blocked().unblock(name), "unblocked", voice));
        }
        return ExitCode.DONE;
    }
}
