package io.sampan.client.journal;

/// What is wanted of a task; written by any process, carried out by the one that works.
public enum Want {
    /// That it goes on.
    GO,
    /// That it rests.
    PAUSE,
    /// That it goes away.
    CANCEL
}
