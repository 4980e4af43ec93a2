package io.sampan.client.lane;

/// The right to have one block in flight on a lane. Closed when the block is answered, or lost.
public final class LanePlace implements AutoCloseable {

    private final Lane lane;
    private final Runnable onClose;
    private boolean closed;

    LanePlace(Lane lane, Runnable onClose) {
        this.lane = lane;
        this.onClose = onClose;
    }

    /// The lane that has this place.
    public Lane lane() {
        return lane;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }
}
