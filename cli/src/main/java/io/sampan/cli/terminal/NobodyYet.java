package io.sampan.cli.terminal;

import io.sampan.client.task.TransferEvent;
import io.sampan.client.task.TransferEvent.LaneLost;
import io.sampan.client.task.TransferEvent.LaneUp;
import java.util.function.Consumer;

/// Says once that nobody answers, where a command would otherwise wait for minutes and say nothing.
/// Called by one thread: that of the session's events, or the one that attends.
public final class NobodyYet implements Consumer<TransferEvent> {

    /// One lost way is what happens to everybody; the next one may be fine.
    private static final int ATTEMPTS = 3;

    private final Consumer<String> voice;
    private int inVain;
    private boolean said;

    /// @param voice where a line for people goes
    public NobodyYet(Consumer<String> voice) {
        this.voice = voice;
    }

    @Override
    public void accept(TransferEvent event) {
        switch (event) {
            case LaneUp _ -> onUp();
            case LaneLost(_, var why) -> onLost(why);
            case TransferEvent.OfTask _ -> {
                // A task speaks for itself.
            }
        }
    }

    /// Somebody answers.
    public void onUp() {
        inVain = 0;
    }

    /// A way was tried in vain, or is lost.
    public void onLost(String why) {
        inVain++;
        if (inVain >= ATTEMPTS && !said) {
            said = true;
            voice.accept(
                    TerminalText.text(
                            "nobody answers yet (" + why + "); still trying, Ctrl-C stops"));
        }
    }
}
