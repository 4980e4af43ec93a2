package io.sampan.cli.serve;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.setting.ByteSize;
import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.Fact;
import io.sampan.core.identity.PeopleAdmin;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan people limit`: how much one person may have on the server. It holds from the next file
/// on, also where the server runs.
@Command(
        name = "limit",
        mixinStandardHelpOptions = true,
        description = {
            "Limit how much somebody may store",
            "",
            "It holds from the next file on. What is there already stays, and where that is more",
            "than the limit, nothing is added until some of it is removed.",
            ""
        })
final class PeopleLimitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Whom.")
    private String name = "";

    @Option(names = "--bytes", paramLabel = "SIZE", description = "Bytes of files, such as 10GiB.")
    private @Nullable ByteSize bytes;

    @Option(names = "--usual", description = "The server's person-quota holds again.")
    private boolean usual;

    @Mixin private OperatorOptions options = new OperatorOptions();

    @Override
    public Integer call() {
        var who = OperatorOptions.name(name);
        var limit = limit();
        OperatorOptions.done(
                options.with(ledger ->
                        new PeopleAdmin(ledger, InstantSource.system()).limit(who, limit)));
        var text = limit.isPresent() ? limit.getAsLong() + "" : "usual";
        options.audit("limited", Map.of("user", who.value(), "bytes", text, "by", "operator"));
        options.output()
                .fact(
                        Fact.of(
                                limit.isPresent()
                                        ? who + " may store " + Amounts.bytes(limit.getAsLong())
                                        : who + " may store what is usual",
                                "event",
                                "limited",
                                "name",
                                who.value(),
                                "bytes",
                                text));
        return ExitCode.DONE;
    }

    private OptionalLong limit() {
        if ((bytes == null) != usual) {
            throw CommandException.wrongUsage(
                    "nothing says how much, or two things do", "Say --bytes SIZE, or --usual.");
        }
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.bytes());
    }
}
