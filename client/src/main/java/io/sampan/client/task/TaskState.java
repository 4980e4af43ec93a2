package io.sampan.client.task;

/// How a task stands.
///
/// ```
///               ┌──────── continue ────────┐
///               ▼                          │
///  (new) ──▶ WAITING ◀──────▶ RUNNING ──▶ PAUSED
///               │                │          │
///               └───────┬────────┴──────────┘
///                       ▼
///          DONE  ·  FAILED  ·  CANCELLED
/// ```
///
/// A task whose process was killed is WAITING for the next one that looks after the home's queue. A
/// FAILED task that is continued is WAITING again.
public enum TaskState {
    /// For a free place in the queue, or for what its reason says (a slot, space, an answer).
    WAITING,
    /// Bytes are sent or received.
    RUNNING,
    /// Until somebody continues it.
    PAUSED,
    /// Acknowledged by the server, or whole and verified on disk.
    DONE,
    /// It cannot be done; the reason says why.
    FAILED,
    /// Somebody cancelled it; what had arrived was removed.
    CANCELLED;

    /// Whether nothing more will happen by itself, nor by continuing.
    public boolean isOver() {
        return this == DONE || this == CANCELLED;
    }

    /// Whether the queue may work on it.
    public boolean isActive() {
        return this == WAITING || this == RUNNING;
    }
}
