package io.sampan.core.transfer;

/// Takes away what was left behind: uploads that nobody touched for too long, marks of cancelled
/// ones, slots of silent ones, open files of idle ones.
///
/// Each [#run] is one round; whoever wires the server calls it about once a minute, one at a time.
@SuppressWarnings("DoNotCallSuggester") // until the bodies follow
public final class Sweeper implements Runnable {

    /// One round. A fault with one upload is logged, and the round goes on with the next.
    @Override
    public void run() {
        throw new UnsupportedOperationException();
    }
}
