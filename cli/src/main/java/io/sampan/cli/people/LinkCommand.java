package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.Home;
import io.sampan.cli.serve.Qr;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.Screen;
import io.sampan.client.identity.DeviceLink;
import io.sampan.client.identity.Identity;
import io.sampan.client.identity.IdentityFile;
import io.sampan.client.identity.PageAddress;
import io.sampan.client.people.Devices;
import io.sampan.disk.Disk;
import io.sampan.model.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sampan link`
@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Link one more device of yours",
            "",
            "Prints a link that lets one device in as you, once, within minutes. On the new",
            "device, `sampan join -` reads it; with --web, a browser opens it. Whoever gets it",
            "first is you, too: show it to nobody else. `sampan devices` shows and revokes",
            "devices.",
            ""
        })
public final class LinkCommand implements Callable<Integer> {

    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    @Option(names = "--for", paramLabel = "TIME", description = "How long it is good (10m).")
    private Duration goodFor = GOOD_FOR;

    @Option(
            names = "--web",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "URL",
            description = "A link for a browser, to the page at URL (where you joined).")
    private @Nullable String web;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var voice = CommandOutput.ofProcess(json);
        var identity = identity();
        var page = page(identity);
        try (var session = options.open()) {
            switch (session.devices().link(goodFor)) {
                case Outcome.Done<Devices.Code>(var code) ->
                        tell(link(identity, page, code), code, voice);
                case Outcome.Refused<Devices.Code>(var refusal) ->
                        throw CommandException.refused("no device can be linked", refusal);
            }
        }
        return ExitCode.DONE;
    }

    private static Identity identity() {
        return new IdentityFile(Disk.real(), Home.ofPerson())
                .read()
                .orElseThrow(() ->
                        CommandException.wrongUsage(
                                "nobody has joined from this home yet",
                                "`sampan join -` makes its first identity; then others are"
                                        + " linked."));
    }

    /// Where the browser goes; empty where the device is no browser.
    private Optional<PageAddress> page(Identity identity) {
        return Optional.ofNullable(web)
                .map(address ->
                        address.isEmpty()
                                ? PageAddress.of(identity.addresses().getFirst())
                                : PageAddress.parse(address));
    }

    private static String link(Identity identity, Optional<PageAddress> page, Devices.Code code) {
        return page.map(address -> address.deviceLink(code.code()))
                .orElseGet(() ->
                        new DeviceLink(
                                        identity.addresses(),
                                        code.code(),
                                        identity.name(),
                                        identity.server())
                                .toLink());
    }

    private void tell(String link, Devices.Code code, CommandOutput voice) {
        voice.note(
                web == null
                        ? "On the new device: sampan join -   (then paste this, once, within"
                                + " minutes)"
                        : "Open this in the other browser, once, within minutes:");
        voice.fact(
                Fact.of(
                        link,
                        "event",
                        "link",
                        "link",
                        link,
                        "code",
                        code.code(),
                        "expires",
                        code.expires().toString()));
        var screen = Screen.ofProcess();
        if (!json && screen.facts()) {
            voice.draw(Qr.of(link, screen));
        }
    }
}
