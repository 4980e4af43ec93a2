package io.sampan.client.work;

/// Is told what a conversation does that others want to know. Called by the conversation's threads;
/// returns quickly.
public interface TransferObserver {

    /// Bytes begin to move.
    ///
    /// @param held bytes that need not be carried again
    void onStarted(long held);

    /// It cannot go on for now, and will by itself.
    void onWaiting(String reason);

    /// So many bytes have to be carried again.
    void onCarriedAgain(long bytes, String why);
}
