package io.sampan.core.transfer;

/// The presence of one conversation. A conversation makes one with [Transfers#attend] when it
/// starts, shows it with each offer and block, and closes it when it ends, however it ends.
///
/// An upload holds a slot as long as one conversation at least attends it and bytes keep coming.
/// When the last one has left, the slot is free at once.
///
/// Methods may be called from any thread.
@SuppressWarnings("DoNotCallSuggester") // until the bodies follow
public final class Attendance implements AutoCloseable {

    /// Leaves every upload that was attended. Nothing happens the second time.
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
