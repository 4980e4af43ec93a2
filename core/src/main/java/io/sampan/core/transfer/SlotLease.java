package io.sampan.core.transfer;

import java.util.HashSet;
import java.util.Set;

/// The presence of one conversation. A conversation makes one with [Transfers#attend] when it
/// starts, shows it with each offer and block, and closes it when it ends, however it ends.
///
/// An upload holds a slot as long as one conversation at least attends it and bytes keep coming.
/// When the last one has left, the slot is free at once.
///
/// Methods may be called from any thread.
public final class SlotLease implements AutoCloseable {

    private final Slots owner;
    private final Set<Slot> slots = new HashSet<>();
    private boolean closed;

    SlotLease(Slots owner) {
        this.owner = owner;
    }

    /// Leaves every upload that was attended. Nothing happens the second time.
    @Override
    public void close() {
        owner.leave(this);
    }

    /// What is attended. Under the lock of [Slots], as is all that follows.
    Set<Slot> slots() {
        return slots;
    }

    boolean isClosed() {
        return closed;
    }

    void markClosed() {
        closed = true;
    }
}
