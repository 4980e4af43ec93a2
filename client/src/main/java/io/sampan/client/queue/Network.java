package io.sampan.client.queue;

import io.sampan.client.lane.LanePool;

/// The lanes, made when they are first needed: a command that only reads the journal starts no
/// network.
public interface Network {

    /// The same pool each time.
    LanePool lanes();

    /// How many lanes are up; 0 if none was needed yet.
    int up();
}
