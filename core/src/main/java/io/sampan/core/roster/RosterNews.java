package io.sampan.core.roster;

import io.sampan.model.UserName;
import java.util.List;

/// What a watcher of the roster is told.
public sealed interface RosterNews {

    /// The version of the roster after it.
    long version();

    /// Everybody who is online.
    record Snapshot(long version, List<UserName> names) implements RosterNews {}

    /// What has changed since a version that the watcher knows. Somebody who came and went in
    /// between is in neither list.
    record Changes(long since, long version, List<UserName> arrived, List<UserName> left)
            implements RosterNews {}
}
