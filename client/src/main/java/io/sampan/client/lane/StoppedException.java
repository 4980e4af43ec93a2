package io.sampan.client.lane;

/// Whoever waited was told to stop (its thread was interrupted). The thread's interrupt is set.
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Tells that the task was paused or cancelled.
    public StoppedException() {
        super("told to stop");
        Thread.currentThread().interrupt();
    }
}
