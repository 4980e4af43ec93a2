package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.client.Sampan;
import io.sampan.client.people.Groups;
import io.sampan.model.Group;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Message;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whom a message goes to: people, or one group.
///
/// @param people of a group its members, as far as they are known here; without the sender
record Recipients(List<UserName> people, Optional<Message.GroupName> group) {

    /// What a group's name may begin with, so that it is not taken for a person's.
    static final String GROUP_SIGN = "#";

    static final Recipients NOBODY = new Recipients(List.of(), Optional.empty());

    Recipients {
        people = List.copyOf(people);
    }

    static Recipients of(List<UserName> people) {
        return new Recipients(people, Optional.empty());
    }

    private static Recipients of(Group group, UserName me) {
        return new Recipients(
                group.members().stream().filter(name -> !name.equals(me)).toList(),
                Optional.of(new Message.GroupName(group.id(), group.name())));
    }

    /// Those who get an answer to a message: its group, or its sender alone.
    static Recipients ofAnswerTo(Message message, UserName me) {
        if (message.group().isEmpty()) {
            return of(List.of(message.sender()));
        }
        var people = new ArrayList<>(message.to());
        people.add(message.sender());
        people.remove(me);
        return new Recipients(people, message.group());
    }

    /// @throws CommandException if a name is empty, as one from a variable that is not set
    static void requireWritten(List<String> names) {
        if (names.stream().anyMatch(name -> name.isBlank() || name.equals(GROUP_SIGN))) {
            throw CommandException.wrongUsage("a name is not empty", "Nothing was done.");
        }
    }

    /// Finds out what names mean. A name that the home knows as that of one group, and not as a
    /// person's, is the group; so is one that begins with `#`, for which the server is asked where
    /// the home does not know it.
    ///
    /// @throws CommandException if there is no such group, or people and groups are mixed
    static Recipients find(Sampan session, List<String> names) {
        var groups = session.people().groups();
        for (var name : names) {
            if (name.startsWith(GROUP_SIGN)) {
                ask(groups, name.substring(1));
            }
        }
        try {
            return known(session, names);
        } catch (InvalidValueException e) {
            throw CommandException.wrongUsage(String.valueOf(e.getMessage()), "");
        }
    }

    private static void ask(Groups groups, String name) {
        if (groups.find(name) instanceof Outcome.Refused<Optional<Group>>(var refusal)) {
            throw CommandException.refused("your groups are not known here", refusal);
        }
    }

    /// The same, and nobody is asked.
    ///
    /// @throws InvalidValueException if there is no such group, or people and groups are mixed
    static Recipients known(Sampan session, List<String> names) {
        var wanted = names.stream().filter(name -> !name.isEmpty()).distinct().toList();
        var groups = wanted.stream().filter(name -> isGroup(session, name)).toList();
        if (groups.isEmpty()) {
            return of(wanted.stream().map(UserName::new).toList());
        }
        if (wanted.size() > 1) {
            throw new InvalidValueException("a message goes to people, or to one group");
        }
        var name = wanted.getFirst();
        var label = name.startsWith(GROUP_SIGN) ? name.substring(1) : name;
        var found = session.people().groups().known(label);
        if (found.size() != 1) {
            throw new InvalidValueException(
                    (found.isEmpty()
                                    ? "you are in no group called " + label
                                    : found.size() + " groups are called " + label)
                            + "; `sampan group list` shows yours");
        }
        var group = of(found.getFirst(), session.user());
        if (group.people().isEmpty()) {
            throw new InvalidValueException("nobody but you is in the group " + label);
        }
        return group;
    }

    private static boolean isGroup(Sampan session, String name) {
        if (name.startsWith(GROUP_SIGN)) {
            return true;
        }
        return session.people().groups().known(name).size() == 1
                && session.people().history().correspondents().stream()
                        .noneMatch(person -> person.value().equals(name));
    }

    boolean isNobody() {
        return people.isEmpty();
    }

    /// What people read: the group's name, or everybody's.
    String label() {
        return label(people, group);
    }

    /// The same.
    static String label(List<UserName> people, Optional<Message.GroupName> group) {
        return group.map(one -> GROUP_SIGN + one.name()).orElseGet(() -> ChatLines.names(people));
    }
}
