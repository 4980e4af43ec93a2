package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.Sampan;
import io.sampan.model.ConversationId;
import io.sampan.model.Group;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sampan group`
@Command(
        name = "group",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        subcommands = {
            GroupCommand.Create.class,
            GroupCommand.Add.class,
            GroupCommand.Remove.class,
            GroupCommand.Leave.class,
            GroupCommand.ListGroups.class
        },
        description = {
            "Make groups, and change who is in them",
            "",
            "Whoever is in a group may write to it (`sampan send --to '#GROUP'`) and change who",
            "is in it. Without a subcommand: your groups.",
            ""
        })
public final class GroupCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() {
        return list(options, json);
    }

    private static int list(SessionOptions options, boolean json) {
        var voice = CommandOutput.ofProcess(json);
        try (var session = options.openToRead()) {
            var groups = all(session);
            groups.forEach(group -> voice.fact(fact("group", group)));
            if (groups.isEmpty()) {
                voice.note("You are in no group.");
            }
        }
        return ExitCode.DONE;
    }

    private static List<Group> all(Sampan session) {
        return switch (session.people().groups().list()) {
            case Outcome.Done<List<Group>>(var groups) -> groups;
            case Outcome.Refused<List<Group>>(var refusal) ->
                    throw CommandException.refused("your groups are not shown", refusal);
        };
    }

    private static Group only(Sampan session, String name) {
        var label =
                name.startsWith(Recipients.GROUP_SIGN)
                        ? name.substring(Recipients.GROUP_SIGN.length())
                        : name;
        var found = all(session).stream().filter(group -> group.name().equals(label)).toList();
        if (found.size() != 1) {
            throw CommandException.failed(
                    found.isEmpty()
                            ? "you are in no group called " + label
                            : found.size() + " groups are called " + label,
                    "`sampan group list` shows yours; nothing was changed.");
        }
        return found.getFirst();
    }

    private static int save(Sampan session, Group group, String event, CommandOutput voice) {
        if (session.people().groups().save(group) instanceof Outcome.Refused<Group>(var refusal)) {
            throw CommandException.refused(
                    "the group was not changed",
                    refusal,
                    NameSuggestions.on(refusal, group.members(), session));
        }
        voice.fact(fact(event, group));
        return ExitCode.DONE;
    }

    private static Fact fact(String event, Group group) {
        return Fact.of(
                Recipients.GROUP_SIGN
                        + TerminalText.text(group.name())
                        + "  "
                        + ChatLines.names(group.members()),
                "event",
                event,
                "id",
                group.id().toString(),
                "group",
                group.name(),
                "members",
                group.members().stream().map(UserName::value).toList());
    }

    /// What all that change a group have in common.
    abstract static class Change implements Callable<Integer> {

        @Parameters(index = "0", paramLabel = "GROUP", description = "Its name.")
        private String name = "";

        @Option(names = "--json", description = "Facts as JSON.")
        private boolean json;

        @Mixin private SessionOptions options = new SessionOptions();

        @Override
        public Integer call() {
            try (var session = options.open()) {
                return change(session, name, CommandOutput.ofProcess(json));
            }
        }

        abstract int change(Sampan session, String group, CommandOutput voice);
    }

    /// `sampan group create`
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Make a group; you are in it")
    static final class Create extends Change {

        @Parameters(index = "1..*", paramLabel = "NAME", description = "Who else is in it.")
        private List<UserName> names = List.of();

        @Override
        int change(Sampan session, String group, CommandOutput voice) {
            if (all(session).stream().anyMatch(known -> known.name().equals(group))) {
                throw CommandException.failed(
                        "you are in a group called " + group + " already",
                        "Nothing was changed. `sampan group add` adds people to it.");
            }
            var members = new ArrayList<>(List.of(session.user()));
            names.stream().filter(name -> !members.contains(name)).forEach(members::add);
            return save(
                    session, new Group(ConversationId.random(), group, members), "created", voice);
        }
    }

    /// `sampan group add`
    @Command(name = "add", mixinStandardHelpOptions = true, description = "Add people to a group")
    static final class Add extends Change {

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME", description = "Whom.")
        private List<UserName> names = List.of();

        @Override
        int change(Sampan session, String group, CommandOutput voice) {
            var known = only(session, group);
            var members = new ArrayList<>(known.members());
            names.stream().filter(name -> !members.contains(name)).forEach(members::add);
            return save(session, new Group(known.id(), known.name(), members), "changed", voice);
        }
    }

    /// `sampan group remove`
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Take people out of a group")
    static final class Remove extends Change {

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME", description = "Whom.")
        private List<UserName> names = List.of();

        @Override
        int change(Sampan session, String group, CommandOutput voice) {
            var known = only(session, group);
            var strangers = names.stream().filter(name -> !known.members().contains(name)).toList();
            if (!strangers.isEmpty()) {
                throw CommandException.failed(
                        ChatLines.names(strangers) + " is not in " + known.name(),
                        "Nothing was changed.");
            }
            return without(session, known, names, voice);
        }
    }

    /// `sampan group leave`
    @Command(
            name = "leave",
            mixinStandardHelpOptions = true,
            description = "Be in a group no more; its history stays")
    static final class Leave extends Change {

        @Override
        int change(Sampan session, String group, CommandOutput voice) {
            return without(session, only(session, group), List.of(session.user()), voice);
        }
    }

    private static int without(
            Sampan session, Group group, List<UserName> names, CommandOutput voice) {
        var members = group.members().stream().filter(name -> !names.contains(name)).toList();
        if (members.isEmpty()) {
            throw CommandException.failed(
                    "nobody would be left in " + group.name(),
                    "Nothing was changed. A group that nobody writes to is no trouble.");
        }
        var saved = save(session, new Group(group.id(), group.name(), members), "changed", voice);
        if (names.contains(session.user())) {
            var _ = session.people().groups().list();
        }
        return saved;
    }

    /// `sampan group list`
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Show your groups")
    static final class ListGroups implements Callable<Integer> {

        @Option(names = "--json", description = "Facts as JSON.")
        private boolean json;

        @Mixin private SessionOptions options = new SessionOptions();

        @Override
        public Integer call() {
            return list(options, json);
        }
    }
}
