package io.sampan.client.people;

import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.wire.frame.LogFrame;
import java.util.List;

/// Whose messages this person does not want: they reach none of their devices, and the sender is
/// not told. Thread-safe; methods block, and throw [io.sampan.client.NobodyAnswersException] if
/// nobody answers.
public final class BlockList {

    private final ServerRequests server;

    BlockList(ServerRequests server) {
        this.server = server;
    }

    /// Everybody who is blocked, sorted.
    public Outcome<List<UserName>> list() {
        return server.ask(
                new LogFrame.ListBlocked(), LogFrame.PeopleList.class, LogFrame.PeopleList::names);
    }

    /// What `name` sends goes nowhere from now on.
    public Outcome<UserName> block(UserName name) {
        return server.done(new LogFrame.BlockPerson(name, true), name);
    }

    /// What `name` sends from now on arrives again.
    public Outcome<UserName> unblock(UserName name) {
        return server.done(new LogFrame.BlockPerson(name, false), name);
    }
}
