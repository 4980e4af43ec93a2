package io.sampan.cli.serve;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.Home;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Screen;
import io.sampan.client.identity.InviteLink;
import io.sampan.client.identity.PageAddress;
import io.sampan.core.storage.StorageException;
import io.sampan.wire.net.HostPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `sampan invite`: for whoever runs the server, on its machine, whether it runs now or not.
@Command(
        name = "invite",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Invite somebody to your server",
            "",
            "Prints a link that lets one person in, once. Whoever gets it first uses it, so",
            "pass it on over a channel that you trust. It goes on with `sampan join`, or, with",
            "--web, in a browser.",
            ""
        })
public final class InviteCommand implements Callable<Integer> {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The server's home (SAMPAN_HOME/server).")
    private @Nullable Path home;

    @Option(names = "--for", paramLabel = "TIME", description = "How long it is good (7d).")
    private Duration goodFor = Invitation.GOOD_FOR;

    @Option(
            names = "--via",
            split = ",",
            paramLabel = "HOST:PORT",
            description = "Where the link leads (the server's setting `relays`, or itself).")
    private @Nullable List<HostPort> via;

    @Option(
            names = "--web",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "URL",
            description = "A link for a browser, to the page at URL (where the link leads).")
    private @Nullable String web;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var folder = home == null ? Home.ofServer() : home;
        check();
        var link = invitation(folder, addresses(folder));
        var voice = CommandOutput.ofProcess(json);
        var text = web == null ? link.toLink() : page(link, web).inviteLink(link.code());
        voice.fact(Invitation.fact(link, text));
        // Last, so that on a small terminal the link does not push it up.
        var screen = Screen.ofProcess();
        if (!json && screen.facts()) {
            voice.draw(Qr.of(text, screen));
        }
        return ExitCode.DONE;
    }

    /// Before an invitation is made that nobody is told of.
    private void check() {
        if (web != null && !web.isEmpty()) {
            var _ = PageAddress.parse(web);
        }
    }

    private static PageAddress page(InviteLink link, String address) {
        return address.isEmpty()
                ? PageAddress.of(link.addresses().getFirst())
                : PageAddress.parse(address);
    }

    private List<HostPort> addresses(Path folder) {
        var known = via == null ? new Addresses(folder).read() : via;
        if (known.isEmpty() || !Files.exists(folder.resolve("server.crt"))) {
            throw CommandException.failed(
                    "there is no server with identities in " + folder,
                    "Start it once: sampan server --home " + folder);
        }
        return known;
    }

    private InviteLink invitation(Path folder, List<HostPort> addresses) {
        try {
            return Invitation.to(folder, addresses, goodFor, InstantSource.system());
        } catch (StorageException e) {
            throw CommandException.failed(
                    "the server's home cannot be used: " + e.getMessage(), "Nobody was invited.");
        }
    }
}
