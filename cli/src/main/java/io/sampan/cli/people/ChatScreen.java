package io.sampan.cli.people;

import io.sampan.cli.terminal.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Status;

/// The terminal in three parts: what was said scrolls up, below it the line that is typed, and at
/// the bottom a few lines of status. Any thread may print; one reads.
///
/// ```
/// 14:03 bob: have you seen it?            ← say
/// 14:04 you → bob: not yet
/// bob> send it over_                      ← read
///  film.mp4   42% ━━━━━━━──── 300 MiB     ← status
///  ● bob ● carol                 /help
/// ```
final class ChatScreen implements AutoCloseable {

    /// A reader whose lock is held while the status is drawn: both move the cursor.
    private static final class Reader extends LineReaderImpl {

        Reader(Terminal terminal) throws IOException {
            super(terminal, "sampan");
        }

        void alone(Runnable drawing) {
            lock.lock();
            try {
                drawing.run();
            } finally {
                lock.unlock();
            }
        }
    }

    private static final String BELL = "\u0007";
    private static final long BELL_PAUSE = Duration.ofSeconds(3).toNanos();

    private final AtomicLong rung = new AtomicLong(System.nanoTime() - 2 * BELL_PAUSE);
    private final Terminal terminal;
    private final Reader reader;
    private final Status status;
    private List<AttributedString> drawn = List.of();

    /// @param history where typed lines are kept
    /// @param terminal closed with this
    ChatScreen(Terminal terminal, Completer completer, Path history) {
        this.terminal = terminal;
        try {
            this.reader = new Reader(terminal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var parser = new DefaultParser();
        // An apostrophe is not a quote here.
        parser.setQuoteChars(new char[0]);
        reader.setParser(parser);
        reader.setCompleter(completer);
        reader.setVariable(LineReader.HISTORY_FILE, history);
        reader.setVariable(LineReader.HISTORY_FILE_SIZE, 1_000);
        reader.setVariable(LineReader.BELL_STYLE, "none");
        reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        reader.option(LineReader.Option.ERASE_LINE_ON_FINISH, true);
        this.status = Status.getStatus(terminal);
        startAtTheBottom();
    }

    /// So that what is said moves up from below, and nothing jumps when the bottom grows.
    private void startAtTheBottom() {
        terminal.writer().print("\n".repeat(Math.max(1, terminal.getSize().getRows())));
        terminal.flush();
    }

    /// The next line that the person types.
    ///
    /// @throws org.jline.reader.EndOfFileException if there is none
    /// @throws org.jline.reader.UserInterruptException on Ctrl-C
    String read(String prompt) {
        return reader.readLine(prompt);
    }

    /// Words of a line, without the escapes that completion puts before spaces.
    List<String> words(String line) {
        return reader.getParser().parse(line, line.length()).words();
    }

    /// What stands before the line that is typed, from now on.
    void prompt(String prompt) {
        reader.alone(() -> {
            reader.setPrompt(prompt);
            if (reader.isReading()) {
                var _ = reader.redisplay();
            }
        });
    }

    /// Prints above the line that is typed.
    ///
    /// @param text may have several lines, and colours
    void say(String text) {
        var styled = AttributedString.fromAnsi(text);
        reader.printAbove(
                Screen.ofProcess().colours() ? styled : new AttributedString(styled.toString()));
    }

    /// Rings the terminal's bell, once where it is rung again and again.
    void bell() {
        var now = System.nanoTime();
        var before = rung.get();
        if (now - before > BELL_PAUSE && rung.compareAndSet(before, now)) {
            reader.alone(() -> {
                terminal.writer().print(BELL);
                terminal.flush();
            });
        }
    }

    /// Draws the lines at the bottom, if they have changed.
    void status(List<String> lines) {
        var wanted =
                lines.stream()
                        .map(line ->
                                AttributedString.fromAnsi(line)
                                        .columnSubSequence(0, Math.max(1, columns() - 1)))
                        .toList();
        reader.alone(() -> {
            if (!wanted.equals(drawn)) {
                status.update(wanted);
                drawn = wanted;
            }
        });
    }

    int columns() {
        return terminal.getSize().getColumns() > 0 ? terminal.getSize().getColumns() : 80;
    }

    /// Gives the terminal back as it was.
    @Override
    public void close() {
        reader.alone(() -> {
            status.update(List.of());
            status.close();
        });
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
