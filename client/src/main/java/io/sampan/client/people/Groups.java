package io.sampan.client.people;

import io.sampan.model.Group;
import io.sampan.model.Outcome;
import io.sampan.wire.frame.LogFrame;
import java.util.List;
import java.util.Optional;

/// Named conversations. What the server tells of them is kept in the home, so that a message to a
/// group can be written while nobody answers. Thread-safe; methods that ask the server block, and
/// throw [io.sampan.client.NobodyAnswersException] if nobody answers.
public final class Groups {

    private final ServerRequests server;
    private final PeopleStore store;

    Groups(ServerRequests server, PeopleStore store) {
        this.server = server;
        this.store = store;
    }

    /// The groups that this person is in, by name. Asks the server.
    public Outcome<List<Group>> list() {
        var answer =
                server.ask(
                        new LogFrame.ListGroups(),
                        LogFrame.GroupList.class,
                        LogFrame.GroupList::groups);
        if (answer instanceof Outcome.Done<List<Group>>(var groups)) {
            store.keepGroups(groups);
        }
        return answer;
    }

    /// Makes a group, or changes its name and members. Refused: `NOT_ALLOWED` to those who are not
    /// in it, `UNKNOWN_RECIPIENT` with the names, `TOO_MANY_RECIPIENTS`.
    public Outcome<Group> save(Group group) {
        var answer = server.done(new LogFrame.SaveGroup(group), group);
        if (answer instanceof Outcome.Done<Group>) {
            store.keepGroup(group);
        }
        return answer;
    }

    /// The groups of that name that the home knows. Nobody is asked.
    public List<Group> known(String name) {
        return store.groups().stream().filter(group -> group.name().equals(name)).toList();
    }

    /// All groups that the home knows. Nobody is asked.
    public List<Group> known() {
        return store.groups();
    }

    /// The only group of that name: what the home knows, then what the server knows.
    ///
    /// @return empty where there is none, or more than one
    public Outcome<Optional<Group>> find(String name) {
        if (known(name).size() == 1) {
            return Outcome.done(Optional.of(known(name).getFirst()));
        }
        return switch (list()) {
            case Outcome.Refused<List<Group>>(var refusal) -> Outcome.refused(refusal);
            case Outcome.Done<List<Group>> _ -> {
                var found = known(name);
                yield Outcome.done(
                        found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty());
            }
        };
    }
}
