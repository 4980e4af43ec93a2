package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.session.PersonSettings;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.Screen;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.Sampan;
import io.sampan.client.people.PeopleEvent;
import io.sampan.model.Message;
import io.sampan.model.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
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
            names = "--accept-all",
            description = "Fetch all files, whoever sends them and however large.")
    private boolean acceptAll;

    @Option(
            names = "--decline",
            description = "Take the messages whose files wait for a yes without their files.")
    private boolean decline;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (acceptAll && decline) {
            throw CommandException.wrongUsage("--accept-all and --decline exclude each other", "");
        }
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
                                    Optional.ofNullable(handler).map(MessageHandler::new),
                                    message -> decide(message, session, settings, progress));
                    waiting;
                    var _ = session.people().attend(told)) {
                return receive(session, receiving, told);
            }
        }
    }

    private Receiving.Decision decide(
            Message message, Sampan session, PersonSettings settings, Progress progress) {
        var canAsk = !json && !acceptAll && !decline && handler == null && canAsk();
        var rules = acceptAll ? Acceptance.ALL : Acceptance.of(settings, canAsk);
        var question = rules.question(message, session);
        if (question.isEmpty()) {
            return Receiving.Decision.FETCH;
        }
        if (decline) {
            return Receiving.Decision.DECLINE;
        }
        if (!canAsk) {
            return Receiving.Decision.LEAVE;
        }
        progress.rest();
        return ask(message, question.get());
    }

    @SuppressWarnings("SystemConsoleNull") // there may be none in a small runtime image
    private static boolean canAsk() {
        var console = System.console();
        return console != null && console.isTerminal() && Screen.ofProcess().facts();
    }

    private static Receiving.Decision ask(Message message, String why) {
        var answer =
                Objects.requireNonNull(System.console())
                        .readLine(
                                "%s%n",
                                TerminalText.lines(
                                                message.sender()
                                                        + " sends "
                                                        + Acceptance.names(message)
                                                        + " ("
                                                        + why
                                                        + ").")
                                        + " Fetch? [y]es, [n]ever, anything else: later");
        return switch (answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> Receiving.Decision.FETCH;
            case "n", "no", "never" -> Receiving.Decision.DECLINE;
            default -> Receiving.Decision.LEAVE;
        };
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
