package io.sampan.cli.terminal;

import io.sampan.client.task.TransferSnapshot;
import java.util.Locale;

/// One transfer on one line, made for 80 columns:
///
/// ```
/// film.mp4              42% ━━━━━━━━━━━━━━────────────────────  300 MiB  122 MiB/s  0:02
/// ```
///
/// @param done bytes
/// @param total bytes; 0 while that is not known
/// @param pace what moves: rate and time left; or empty
/// @param waiting why nothing moves; or empty
public record Bar(long done, long total, String pace, String waiting) {

    static final Bar NEW = new Bar(0, 0, "", "");

    private static final int LABEL = 22;
    private static final int PERCENT = 6;
    private static final int SHORTEST = 6;
    private static final String GREEN = "\u001b[32m";
    private static final String GREY = "\u001b[90m";
    private static final String PLAIN = "\u001b[0m";

    /// As a transfer stands.
    public static Bar of(TransferSnapshot now) {
        var left = now.timeLeft().map(Amounts::clock).orElse("");
        var pace =
                String.format(Locale.ROOT, " %10s %6s", Amounts.rate(now.bytesPerSecond()), left);
        return new Bar(now.bytesDone(), now.bytesTotal(), pace, now.reason());
    }

    /// The same, with why nothing moves.
    public Bar waiting(String reason) {
        return new Bar(done, total, "", reason);
    }

    /// The line, at most `columns` wide.
    public String line(String label, int columns, boolean colours) {
        var start = TerminalText.cell(label, LABEL) + percent();
        if (!waiting.isEmpty()) {
            return TerminalText.head(start + "waits: " + TerminalText.text(waiting), columns);
        }
        var end =
                String.format(Locale.ROOT, " %8s%s", total == 0 ? "" : Amounts.bytes(total), pace);
        var room = columns - LABEL - PERCENT - end.length();
        return TerminalText.head(start, columns)
                + (room < SHORTEST ? "" : bar(room, colours))
                + cut(end, columns - LABEL - PERCENT);
    }

    /// Where there is no place for all figures, those at the end are left out.
    private static String cut(String end, int room) {
        return end.length() <= room ? end : end.substring(0, Math.max(0, room));
    }

    private String percent() {
        return total == 0 ? "    · " : String.format(Locale.ROOT, "%4d%% ", 100 * done / total);
    }

    private String bar(int columns, boolean colours) {
        var full = total == 0 ? 0 : (int) Math.min(columns, columns * ((double) done / total));
        var done = "━".repeat(full);
        var left = "─".repeat(columns - full);
        return colours ? GREEN + done + GREY + left + PLAIN : done + left;
    }
}
