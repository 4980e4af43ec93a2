package io.sampan.cli.people;

import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.Screen;
import io.sampan.client.Sampan;
import io.sampan.client.people.PeopleEvent;
import io.sampan.model.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sampan receive`
@Command(
        name = "receive",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Show new messages, and fetch their files",
            "",
            "Files are fetched side by side and verified; nothing that is there already is",
            "overwritten. A message is acknowledged once its files are on disk; one whose",
            "files cannot be fetched stays, and comes again the next time. Also shows whom",
            "your own messages have reached.",
            ""
        })
public final class ReceiveCommand implements Callable<Integer> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    @Option(names = "--into", paramLabel = "DIR", description = "Into which folder (this one).")
    private Path folder = Path.of("");

    @Option(names = "--wait", description = "Go on when all was shown; Ctrl-C ends it.")
    private boolean wait;

    @Option(
            names = "--exec",
            paramLabel = "CMD",
            description = {
                "Run this command of the shell for each message, which it gets as JSON on",
                "standard input. Where it fails, the message stays."
            })
    private @Nullable String handler;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() throws InterruptedException {
        var voice = CommandOutput.ofProcess(json);
        var settings = options.settings();
        try (var progress = Progress.of(Screen.ofProcess(), quiet || json);
                var session = options.open(progress)) {
            session.people().tellWhatIsRead(settings.tellsWhatIsRead());
            var notices = new OnlineNotices(session.user(), wait ? progress::say : _ -> {});
            var waiting = new WaitingPost(session, voice);
            var told =
                    new OnlineStatus(event -> {
                        notices.accept(event);
                        waiting.accept(event);
                        onEvent(event, session, voice);
                    });
            var fetching = new Fetching(session, folder.toAbsolutePath().normalize());
            try (var receiving =
                            new Receiving(
                                    session,
                                    fetching,
                                    progress,
                                    voice,
                                    Optional.ofNullable(handler).map(MessageHandler::new));
                    waiting;
                    var _ = session.people().attend(told)) {
                return receive(session, receiving, told);
            }
        }
    }

    private static void onEvent(PeopleEvent event, Sampan session, CommandOutput voice) {
        if (event instanceof PeopleEvent.Happened(var news)) {
            MessageEvents.happened(news, session.user()).ifPresent(voice::fact);
        }
        if (event instanceof PeopleEvent.Delivered(Receipt receipt)) {
            voice.fact(
                    MessageEvents.receipt(
                            receipt, session.people().history().sent(receipt.message())));
        }
    }

    private int receive(Sampan session, Receiving receiving, OnlineStatus told)
            throws InterruptedException {
        while (true) {
            // Asked in this order: what arrives meanwhile is found in the inbox.
            var caughtUp = told.isCaughtUp();
            var patience = caughtUp && !wait && receiving.isIdle() ? Duration.ZERO : LOOK_EVERY;
            var next = receiving.nextFrom(session.people().inbox(), patience);
            if (!receiving.settle() && next.isEmpty()) {
                if (caughtUp && !wait && receiving.isIdle()) {
                    told.requireShown();
                    return receiving.end();
                }
                told.check(options.patience());
            }
        }
    }
}
