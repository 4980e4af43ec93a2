package io.sampan.cli.packaging;

import static java.util.Objects.requireNonNull;

import io.sampan.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sampan packaging DIR`: writes man pages and shell completions. For builds of packages.
@Command(
        name = "packaging",
        hidden = true,
        description = "Writes man pages and shell completions; for builds of packages.")
public final class PackagingCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "Where to; made if it is not there.")
    private @Nullable Path folder;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var root = requireNonNull(spec).root().commandLine();
        write(requireNonNull(folder), root);
        return ExitCode.DONE;
    }

    /// Writes `man1/sampan.1`, `man1/sampan-COMMAND.1`, `sampan.bash` (which zsh reads as well),
    /// `_sampan` (zsh) and `sampan.fish`.
    ///
    /// @param root with all its commands
    static void write(Path folder, CommandLine root) throws IOException {
        var man = Files.createDirectories(folder.resolve("man1"));
        Files.writeString(man.resolve("sampan.1"), ManPage.of(root));
        for (var command : root.getSubcommands().values()) {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                Files.writeString(
                        man.resolve("sampan-" + command.getCommandName() + ".1"),
                        ManPage.of(command));
            }
        }
        var bash = AutoComplete.bash("sampan", root);
        Files.writeString(folder.resolve("sampan.bash"), bash);
        // picocli's script is for both shells; a completion file of zsh begins with its own line.
        Files.writeString(
                folder.resolve("_sampan"),
                "#compdef sampan\nautoload -U +X bashcompinit && bashcompinit\n" + bash);
        Files.writeString(folder.resolve("sampan.fish"), FishCompletion.of(root));
    }
}
