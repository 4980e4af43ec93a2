package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.terminal.NobodyYet;
import io.sampan.cli.terminal.OutputException;
import io.sampan.client.NobodyAnswersException;
import io.sampan.client.people.PeopleEvent;
import io.sampan.model.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What a command that attends has been told so far. Told by the attending thread, asked by the
/// command's.
final class OnlineStatus implements Consumer<PeopleEvent> {

    private final Consumer<PeopleEvent> next;
    private final NobodyYet nobodyYet = new NobodyYet(System.err::println);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean caughtUp;
    private boolean online;
    private long downSince = System.nanoTime();
    private String trouble = "no lane was made yet";
    private Optional<OutputException> failed = Optional.empty();
    private Optional<Refusal> ended = Optional.empty();
    private Optional<Refusal> refused = Optional.empty();
    private boolean wasOnline;

    /// @param next is told the same
    OnlineStatus(Consumer<PeopleEvent> next) {
        this.next = next;
    }

    @Override
    public void accept(PeopleEvent event) {
        lock.lock();
        try {
            switch (event) {
                case PeopleEvent.Online _ -> {
                    online = true;
                    wasOnline = true;
                    refused = Optional.empty();
                    nobodyYet.onUp();
                }
                case PeopleEvent.CaughtUp _ -> caughtUp = true;
                case PeopleEvent.Offline(var why) -> {
                    downSince = online ? System.nanoTime() : downSince;
                    online = false;
                    trouble = why;
                    nobodyYet.onLost(why);
                }
                case PeopleEvent.Refused(var refusal) -> refused = Optional.of(refusal);
                case PeopleEvent.Ended(var refusal) -> ended = Optional.of(refusal);
                case PeopleEvent.RosterChanged _,
                        PeopleEvent.Delivered _,
                        PeopleEvent.Happened _ -> {
                    // Nothing that anybody asks here.
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            next.accept(event);
        } catch (OutputException e) {
            outputFailed(e);
            throw new CancellationException(e.getMessage());
        }
    }

    private void outputFailed(OutputException fault) {
        lock.lock();
        try {
            failed = Optional.of(fault);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether all that had waited has arrived in the home.
    boolean isCaughtUp() {
        lock.lock();
        try {
            return caughtUp;
        } finally {
            lock.unlock();
        }
    }

    /// @throws OutputException if something could not be shown
    void requireShown() {
        lock.lock();
        try {
            failed.ifPresent(fault -> {
                throw fault;
            });
        } finally {
            lock.unlock();
        }
    }

    /// @throws OutputException if something could not be shown
    /// @throws CommandException if the server does not want it, or has no place from the beginning
    /// @throws NobodyAnswersException if nobody has answered for `patience`
    void check(Duration patience) {
        lock.lock();
        try {
            requireShown();
            ended.ifPresent(refusal -> {
                throw CommandException.refused("you are offline", refusal);
            });
            if (!wasOnline) {
                refused.ifPresent(refusal -> {
                    throw CommandException.refused("you are not online", refusal);
                });
            }
            if (!online && System.nanoTime() - downSince > patience.toNanos()) {
                throw new NobodyAnswersException(trouble);
            }
        } finally {
            lock.unlock();
        }
    }
}
