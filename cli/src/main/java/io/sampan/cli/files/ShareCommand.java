package io.sampan.cli.files;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.serve.Qr;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.session.WebApi;
import io.sampan.cli.setting.ByteSize;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.Screen;
import io.sampan.cli.terminal.StandardInput;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.Sampan;
import io.sampan.client.identity.PageAddress;
import io.sampan.client.task.MediaRef;
import io.sampan.model.LinkId;
import io.sampan.model.Media;
import io.sampan.model.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `sampan share`
@Command(
        name = "share",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Give a file to people who have no login, or let them send you some",
            "",
            "Prints a link for a browser (or curl). `sampan share FILM` leads to a file that",
            "`sampan ls` shows; `sampan share --drop LABEL` lets whoever has the link send you",
            "files, and see nothing. Both expire, and can be ended before.",
            ""
        })
public final class ShareCommand implements Callable<Integer> {

    private static final int LONGEST_PASSWORD = 200;

    @Parameters(arity = "0..1", paramLabel = "NAME|ID", description = "What to share.")
    private @Nullable String file;

    @Option(names = "--drop", paramLabel = "LABEL", description = "Let others send you files.")
    private @Nullable String drop;

    @Option(names = "--for", paramLabel = "TIME", description = "How long it is good (7d).")
    private Duration goodFor = Duration.ofDays(7);

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "How many downloads (or dropped files) it is good for.")
    private @Nullable Integer times;

    @Option(
            names = "--bytes",
            paramLabel = "SIZE",
            description = "What may be dropped in all (10 GiB).")
    private @Nullable ByteSize bytes;

    @Option(
            names = "--password",
            description = "Ask for a password; it is read from standard input.")
    private boolean password;

    @Option(names = "--list", description = "Show the links that are good now.")
    private boolean list;

    @Option(names = "--end", paramLabel = "ID", description = "End a link.")
    private @Nullable String end;

    @Option(
            names = "--web",
            paramLabel = "URL",
            description = "What the link begins with (where you joined).")
    private @Nullable String web;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        var asked =
                (file == null ? 0 : 1)
                        + (drop == null ? 0 : 1)
                        + (list ? 1 : 0)
                        + (end == null ? 0 : 1);
        if (asked != 1) {
            throw CommandException.wrongUsage(
                    "give a file, --drop LABEL, --list or --end ID", "One of them at a time.");
        }
        var page = options.page(web == null ? "" : web);
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.open()) {
            var api = options.webApi(session);
            if (list) {
                api.call("GET", "/api/links", Map.of())
                        .path("links")
                        .forEach(link -> tell(link, voice));
            } else if (end != null) {
                var _ = api.call("DELETE", "/api/links/" + LinkId.parse(end), Map.of());
                voice.fact(Fact.of("ended " + end, "event", "ended", "id", end));
            } else {
                make(session, api, page, voice);
            }
        }
        return ExitCode.DONE;
    }

    private void make(Sampan session, WebApi api, PageAddress page, CommandOutput voice) {
        var terms = new HashMap<String, Object>();
        terms.put("seconds", goodFor.toSeconds());
        if (times != null) {
            terms.put("uses", times);
        }
        if (bytes != null) {
            terms.put("bytes", bytes.bytes());
        }
        if (password) {
            terms.put("password", StandardInput.text(LONGEST_PASSWORD));
        }
        if (drop != null) {
            terms.put("drop", drop);
        } else {
            terms.put("media", media(session).id().toString());
        }
        var made = api.call("POST", "/api/links", terms);
        var code = made.path("code").asString();
        var link = drop == null ? page.shareLink(code) : page.dropLink(code);
        voice.fact(
                Fact.of(
                        link,
                        "event",
                        "share",
                        "link",
                        link,
                        "id",
                        made.path("id").asString(),
                        "expires",
                        made.path("expires").asString()));
        var screen = Screen.ofProcess();
        if (!json && screen.facts()) {
            voice.draw(Qr.of(link, screen));
        }
    }

    private Media media(Sampan session) {
        var wanted = MediaRef.parse(String.valueOf(file));
        return switch (session.media(wanted)) {
            case Outcome.Done<Media>(var media) -> media;
            case Outcome.Refused<Media>(var refusal) ->
                    throw CommandException.refused(
                            TerminalText.text(wanted.toString()) + " cannot be shared", refusal);
        };
    }

    private static void tell(JsonNode link, CommandOutput voice) {
        var isDrop = link.has("drop");
        var what = link.path(isDrop ? "drop" : "name").asString();
        voice.fact(
                Fact.of(
                        link.path("id").asString()
                                + (isDrop ? "  drop  " : "  file  ")
                                + link.path("expires").asString()
                                + "  used "
                                + link.path("uses").asLong()
                                + "  "
                                + TerminalText.text(what),
                        "event",
                        "link",
                        "id",
                        link.path("id").asString(),
                        "kind",
                        isDrop ? "drop" : "file",
                        "name",
                        what,
                        "uses",
                        link.path("uses").asLong(),
                        "expires",
                        link.path("expires").asString()));
    }
}
