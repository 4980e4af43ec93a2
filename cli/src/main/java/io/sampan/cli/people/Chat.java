package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.client.NobodyAnswersException;
import io.sampan.client.Sampan;
import io.sampan.client.people.LogEvent;
import io.sampan.client.people.PeopleEvent;
import io.sampan.client.people.PresenceConnection;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Message;
import io.sampan.model.Receipt;
import io.sampan.model.Refusal;
import io.sampan.model.UserName;
import io.sampan.wire.frame.MalformedFrameException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// A conversation on the terminal: what is typed is worked on by the caller's thread; what arrives
/// is shown by [ChatInbox]'s, what is sent goes by [ChatPost]'s, and the bottom is drawn by one
/// more.
final class Chat implements AutoCloseable {

    private static final int LINES_OF_HISTORY = 12;
    private static final Duration FRAME = Duration.ofMillis(250);

    /// A receipt that comes sooner is only shown for a moment.
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final Sampan session;
    private final ChatScreen screen;
    private final ChatTransfers transfers = new ChatTransfers();
    private final ChatLines lines;
    private final ChatPost post;
    private final ChatInbox inbox;
    private final PresenceConnection attending;
    private final Thread painter;
    private final Thread reading = Thread.currentThread();
    private final PresenceNotices notices = new PresenceNotices(InstantSource.system());
    private final Set<UserName> known = new ConcurrentSkipListSet<>();
    private volatile Set<UserName> online = Set.of();
    private volatile String line = "connecting …";
    private volatile Recipients partners = Recipients.NOBODY;
    private volatile @Nullable Refusal end;

    /// @param terminal closed with this
    /// @param history where typed lines are kept
    /// @param folder where files go
    /// @param acceptance which files are fetched at once
    Chat(Sampan session, Terminal terminal, Path history, Path folder, Acceptance acceptance) {
        this.session = session;
        this.screen = new ChatScreen(terminal, new ChatWords(this::others), history);
        this.lines = new ChatLines(session.user(), screen::columns);
        this.post = new ChatPost(session, transfers, lines, screen::say, InstantSource.system());
        lines.history(session.people().history(), LINES_OF_HISTORY).forEach(screen::say);
        this.attending = session.people().attend(this::onEvent);
        this.inbox =
                ChatInbox.start(
                        session,
                        folder,
                        acceptance,
                        transfers,
                        lines,
                        screen::say,
                        this::onMessage);
        Thread.ofVirtual().name("chat-groups").start(this::learnGroups);
        this.painter = Thread.ofVirtual().name("chat-painter").start(this::paint);
    }

    /// Returns when the person leaves.
    ///
    /// @param with to whom they write at first; may be empty
    /// @throws InvalidValueException if there is no such group
    /// @throws CommandException if the server ends it: it goes on somewhere else, or the device was
    ///   revoked
    void run(List<String> with) {
        talkTo(with.isEmpty() ? lastPartners() : Recipients.known(session, with));
        post.resume();
        post.postWaiting();
        while (true) {
            try {
                var typed = screen.read(prompt()).strip();
                if (typed.equals("/quit")) {
                    return;
                }
                onLine(typed);
            } catch (UserInterruptException e) {
                requireWanted();
                screen.say(lines.aside("Ctrl-D or /quit leaves"));
            } catch (EndOfFileException e) {
                return;
            }
            requireWanted();
        }
    }

    /// So that `/to` knows them.
    private void learnGroups() {
        try {
            var _ = session.people().groups().list();
        } catch (NobodyAnswersException | MalformedFrameException e) {
            // Those that the home knows are good enough.
        }
    }

    /// @throws CommandException if the server does not want this device here any more
    private void requireWanted() {
        var refusal = end;
        if (refusal != null) {
            throw CommandException.refused("the chat is over", refusal);
        }
    }

    private Recipients lastPartners() {
        var sent = session.people().history().latestSent(1);
        return sent.isEmpty()
                ? Recipients.NOBODY
                : new Recipients(sent.getFirst().to(), sent.getFirst().group());
    }

    // ---- what is typed -----------------------------------------------------------------------

    private void onLine(String typed) {
        try {
            if (typed.startsWith("/")) {
                onCommand(typed, screen.words(typed));
            } else if (typed.startsWith("@")) {
                onDirect(typed);
            } else if (!typed.isEmpty()) {
                say(typed);
            }
        } catch (InvalidValueException e) {
            screen.say(lines.trouble(String.valueOf(e.getMessage())));
        }
    }

    /// `@bob hello`: to bob, and the next line goes to whom lines went before.
    private void onDirect(String typed) {
        var space = typed.indexOf(' ');
        var name = new UserName(space < 0 ? typed.substring(1) : typed.substring(1, space));
        var text = space < 0 ? "" : typed.substring(space + 1).strip();
        if (text.isEmpty()) {
            screen.say(
                    lines.trouble(
                            "what? `@%s TEXT` writes to %s once, `/to %s` from now on"
                                    .formatted(name, name, name)));
        } else {
            known.add(name);
            post.text(Recipients.of(List.of(name)), text);
        }
    }

    private void say(String text) {
        if (hasPartners()) {
            post.text(partners, text);
        }
    }

    /// Whether somebody is written to: where nobody was named, the only one who is here.
    private boolean hasPartners() {
        var here = others().stream().filter(online::contains).toList();
        if (partners.isNobody() && here.size() == 1) {
            talkTo(Recipients.of(here));
        }
        if (partners.isNobody()) {
            screen.say(lines.trouble("to whom? `/to NAME` says it"));
        }
        return !partners.isNobody();
    }

    private void onCommand(String typed, List<String> words) {
        var rest = words.stream().skip(1).filter(word -> !word.isEmpty()).toList();
        switch (words.getFirst()) {
            case "/to" ->
                    talkTo(
                            Recipients.known(
                                    session,
                                    rest.stream()
                                            .flatMap(names -> Arrays.stream(names.split(",")))
                                            .toList()));
            case "/recall" -> post.recallLast();
            case "/accept" -> decided(inbox.accept());
            case "/decline" -> decided(inbox.decline());
            case "/send" -> send(SendLine.parse(typed.substring("/send".length())));
            case "/who" ->
                    screen.say(
                            lines.aside(
                                    online.isEmpty()
                                            ? "nobody is online"
                                            : "online: " + ChatLines.names(new TreeSet<>(online))));
            case "/pause" -> each(rest, TaskState::isActive, Transfer::pause, "paused");
            case "/continue" ->
                    each(
                            rest,
                            state -> state == TaskState.PAUSED || state == TaskState.FAILED,
                            Transfer::resume,
                            "go on");
            case "/cancel" -> each(rest, state -> !state.isOver(), Transfer::cancel, "cancelled");
            case "/help" -> help();
            default -> screen.say(lines.trouble("there is no " + words.getFirst() + "; /help"));
        }
    }

    private void decided(boolean any) {
        if (!any) {
            screen.say(lines.trouble("no file waits for you"));
        }
    }

    private void send(SendLine line) {
        if (line.files().isEmpty()) {
            screen.say(lines.trouble("which file? `/send FILE… [-m TEXT]`"));
        } else if (hasPartners()) {
            post.files(partners, line.files(), line.caption());
        }
    }

    private void each(
            List<String> ids,
            java.util.function.Predicate<TaskState> applies,
            java.util.function.Consumer<Transfer> act,
            String done) {
        Thread.ofVirtual()
                .name("chat-transfers")
                .start(() -> {
                    var count = transfers.each(ids, applies, act);
                    screen.say(lines.aside(count + (count == 1 ? " file " : " files ") + done));
                });
    }

    private void help() {
        screen.say(
                """
                      /to NAME[,NAME…]   to whom you write, or #GROUP; `@NAME TEXT` for one, once
                      /send FILE… [-m TEXT]   send files to them; names with spaces in quotes
                      /pause /continue /cancel [ID…]   transfers, by the number at the bottom
                      /accept, /decline  files that wait for you
                      /recall            take your last message back
                      /who               who is online
                      /quit, Ctrl-D      leave; what waits is kept\
                """);
    }

    // ---- what happens ------------------------------------------------------------------------

    private void onMessage(Message message) {
        screen.bell();
        known.add(message.sender());
        if (partners.isNobody()) {
            talkTo(Recipients.ofAnswerTo(message, session.user()));
        }
    }

    private void onEvent(PeopleEvent event) {
        switch (event) {
            case PeopleEvent.Online(var names) -> {
                online = names;
                line = "";
                notices.onSnapshot(names);
                post.postWaiting();
            }
            case PeopleEvent.RosterChanged(var names, var arrived, var _) -> {
                online = names;
                known.addAll(arrived);
                notices.onChange(names);
            }
            case PeopleEvent.Offline(var why) -> line = "offline: " + why;
            case PeopleEvent.Delivered(var receipt) -> onReceipt(receipt);
            case PeopleEvent.Happened(var news) -> onHappened(news);
            case PeopleEvent.Refused _ -> {
                // It is offline, and told so with the reason.
            }
            case PeopleEvent.CaughtUp _ -> {
                // What arrives is shown as it comes.
            }
            case PeopleEvent.Ended(var refusal) -> {
                end = refusal;
                reading.interrupt();
            }
        }
    }

    private void onHappened(LogEvent event) {
        if (event instanceof LogEvent.SentElsewhere(var message)) {
            screen.say(lines.of(message));
        } else if (event instanceof LogEvent.Read(var reader, _, _, _)
                && !reader.equals(session.user())) {
            line = "✓ " + reader + " has read it";
        } else {
            MessageEvents.happened(event, session.user())
                    .ifPresent(fact -> screen.say(lines.aside(fact.text())));
        }
    }

    private void onReceipt(Receipt receipt) {
        var sent = session.people().history().sent(receipt.message());
        if (sent.isPresent()
                && sent.get().written().plus(AT_ONCE).isAfter(receipt.delivered())
                && sent.get().enclosures().isEmpty()) {
            line = "✓ " + receipt.recipient() + " has it";
        } else {
            screen.say(lines.aside(MessageEvents.receipt(receipt, sent).text()));
        }
    }

    private List<UserName> others() {
        var all = new TreeSet<>(known);
        all.addAll(online);
        all.remove(session.user());
        return List.copyOf(all);
    }

    private void talkTo(Recipients names) {
        partners = names;
        known.addAll(names.people());
        screen.prompt(prompt());
    }

    private String prompt() {
        return partners.isNobody() ? "> " : partners.label() + "> ";
    }

    private void paint() {
        try {
            while (true) {
                var columns = screen.columns();
                var bottom = new ArrayList<>(transfers.bars(columns));
                bottom.add(who(columns));
                screen.status(bottom);
                notices.due(partners.people()).forEach(news -> screen.say(lines.aside(news)));
                Thread.sleep(FRAME);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// In reverse: who is online, and what was last heard of the line.
    private String who(int columns) {
        var names = new StringBuilder();
        others().stream()
                .filter(online::contains)
                .forEach(name -> names.append(" ● ").append(name));
        var left = names.isEmpty() ? " nobody else is online" : names.toString();
        var right =
                (line.isEmpty() ? "/help" : io.sampan.cli.terminal.TerminalText.text(line)) + " ";
        var room = columns - 2 - right.length();
        return "\u001b[7m"
                + io.sampan.cli.terminal.TerminalText.head(left, Math.max(10, room))
                + " ".repeat(Math.max(1, room - left.length()))
                + right
                + "\u001b[0m";
    }

    @Override
    public void close() {
        painter.interrupt();
        inbox.close();
        post.close();
        attending.close();
        screen.close();
    }
}
