package io.sampan.cli.people;

import io.sampan.cli.files.Results;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.session.TransferWait;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.Screen;
import io.sampan.client.Sampan;
import io.sampan.client.people.InboxMessage;
import io.sampan.client.people.PeopleEvent;
import io.sampan.client.task.TransferResult;
import io.sampan.model.Receipt;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            names = {"-q", "--quiet"},
            description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() throws InterruptedException {
        var voice = CommandOutput.ofProcess(json);
        try (var progress = Progress.of(Screen.ofProcess(), quiet || json);
                var session = options.open(progress)) {
            var me = session.user();
            var told = new OnlineStatus(event -> onEvent(event, session, voice));
            try (var _ = session.people().attend(told)) {
                return receive(new Reader(session, me, progress, voice), told);
            }
        }
    }

    private static void onEvent(PeopleEvent event, Sampan session, CommandOutput voice) {
        if (event instanceof PeopleEvent.Delivered(Receipt receipt)) {
            voice.fact(
                    MessageEvents.receipt(
                            receipt, session.people().history().sent(receipt.message())));
        }
    }

    private int receive(Reader reader, OnlineStatus told) throws InterruptedException {
        while (true) {
            var last = told.isCaughtUp() && !wait;
            var next = reader.session.people().inbox().next(last ? Duration.ZERO : LOOK_EVERY);
            if (next.isPresent()) {
                reader.read(next.get());
            } else if (last) {
                return reader.end();
            } else {
                told.check(options.patience());
            }
        }
    }

    /// Takes one message after the other.
    private final class Reader {

        private final Sampan session;
        private final UserName me;
        private final CommandOutput voice;
        private final TransferWait carriage;
        private final Fetching fetching;
        private final Results results;
        private int shown;

        Reader(Sampan session, UserName me, Progress progress, CommandOutput voice) {
            this.session = session;
            this.me = me;
            this.voice = voice;
            this.carriage = new TransferWait(session, progress, voice, InstantSource.system());
            this.fetching = new Fetching(session, folder.toAbsolutePath().normalize());
            this.results = new Results(voice);
        }

        void read(InboxMessage entry) {
            var message = entry.message();
            var names = message.attachments().stream().map(f -> f.media().name().value()).toList();
            var outcome = fetching.fetch(message.attachments(), carriage);
            var files = files(outcome);
            if (files.isPresent()) {
                voice.fact(MessageEvents.received(message, me, files.get()));
                session.people().inbox().done(entry);
                shown++;
                return;
            }
            voice.say(String.join("\n", MessageEvents.lines(message, me)));
            for (var i = 0; i < outcome.size(); i++) {
                if (!(outcome.get(i) instanceof TransferResult.Done)) {
                    results.tell(names.get(i), outcome.get(i));
                }
            }
            voice.say("The message stays. Make room, or choose another folder with --into.");
        }

        int end() {
            if (shown == 0 && results.bad() == 0) {
                voice.note("There is nothing new.");
            }
            return results.exitCode();
        }
    }

    private static Optional<List<Path>> files(List<TransferResult> outcome) {
        var files = new ArrayList<Path>();
        for (var result : outcome) {
            if (!(result instanceof TransferResult.Done(var _, var file)) || file.isEmpty()) {
                return Optional.empty();
            }
            files.add(file.get());
        }
        return Optional.of(files);
    }
}
