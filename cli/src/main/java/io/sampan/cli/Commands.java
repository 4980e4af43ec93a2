package io.sampan.cli;

import io.sampan.cli.demo.DemoCommand;
import io.sampan.cli.files.GetCommand;
import io.sampan.cli.files.LsCommand;
import io.sampan.cli.files.PutCommand;
import io.sampan.cli.files.RmCommand;
import io.sampan.cli.files.ShareCommand;
import io.sampan.cli.operate.BackupCommand;
import io.sampan.cli.operate.CheckCommand;
import io.sampan.cli.operate.RestoreCommand;
import io.sampan.cli.packaging.PackagingCommand;
import io.sampan.cli.people.BlockCommand;
import io.sampan.cli.people.ChatCommand;
import io.sampan.cli.people.ConversationsCommand;
import io.sampan.cli.people.DevicesCommand;
import io.sampan.cli.people.GroupCommand;
import io.sampan.cli.people.HistoryCommand;
import io.sampan.cli.people.JoinCommand;
import io.sampan.cli.people.LinkCommand;
import io.sampan.cli.people.RecallCommand;
import io.sampan.cli.people.ReceiveCommand;
import io.sampan.cli.people.SendCommand;
import io.sampan.cli.people.TokenCommand;
import io.sampan.cli.people.UnblockCommand;
import io.sampan.cli.people.VerifyCommand;
import io.sampan.cli.people.WhoCommand;
import io.sampan.cli.serve.InviteCommand;
import io.sampan.cli.serve.InvitesCommand;
import io.sampan.cli.serve.PeopleCommand;
import io.sampan.cli.serve.RelayCommand;
import io.sampan.cli.serve.ReloadCommand;
import io.sampan.cli.serve.ServerCommand;
import io.sampan.cli.serve.StatusCommand;
import io.sampan.cli.tasks.CancelCommand;
import io.sampan.cli.tasks.ContinueCommand;
import io.sampan.cli.tasks.LimitCommand;
import io.sampan.cli.tasks.PauseCommand;
import io.sampan.cli.tasks.ResumeCommand;
import io.sampan.cli.tasks.TransfersCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// All commands. The class of each is called after it: `put` is [PutCommand].
final class Commands {

    private static final String SUFFIX = "Command";

    /// Those that look at all the others.
    private static final Set<Class<?>> ABOUT_OTHERS =
            Set.of(HelpCommand.class, CompletionCommand.class);

    private static final Map<String, List<Class<?>>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("See it work", List.of(DemoCommand.class));
        GROUPS.put(
                "People",
                List.of(
                        JoinCommand.class,
                        LinkCommand.class,
                        DevicesCommand.class,
                        VerifyCommand.class,
                        SendCommand.class,
                        ReceiveCommand.class,
                        HistoryCommand.class,
                        ConversationsCommand.class,
                        RecallCommand.class,
                        GroupCommand.class,
                        BlockCommand.class,
                        UnblockCommand.class,
                        WhoCommand.class,
                        ChatCommand.class,
                        TokenCommand.class));
        GROUPS.put(
                "Files",
                List.of(
                        PutCommand.class,
                        GetCommand.class,
                        LsCommand.class,
                        RmCommand.class,
                        ShareCommand.class));
        GROUPS.put(
                "Transfers",
                List.of(
                        TransfersCommand.class,
                        PauseCommand.class,
                        ContinueCommand.class,
                        CancelCommand.class,
                        ResumeCommand.class,
                        LimitCommand.class));
        GROUPS.put(
                "Hosting",
                List.of(
                        ServerCommand.class,
                        InviteCommand.class,
                        InvitesCommand.class,
                        PeopleCommand.class,
                        StatusCommand.class,
                        ReloadCommand.class,
                        BackupCommand.class,
                        RestoreCommand.class,
                        CheckCommand.class,
                        RelayCommand.class));
        GROUPS.put(
                "Help", List.of(HelpCommand.class, CompletionCommand.class, VersionCommand.class));
    }

    private Commands() {}

    /// The groups of the help, what a person looks for first standing first.
    static Map<String, List<Class<?>>> groups() {
        return GROUPS;
    }

    /// The one that the arguments begin with; all where they begin with anything else. To make them
    /// all takes a sixth of the time of a small put.
    static Collection<Class<?>> neededFor(String... args) {
        var all = new ArrayList<Class<?>>(List.of(RehearseCommand.class, PackagingCommand.class));
        GROUPS.values().forEach(all::addAll);
        var asked =
                all.stream().filter(type -> args.length > 0 && name(type).equals(args[0])).toList();
        return asked.isEmpty()
                        || asked.contains(PackagingCommand.class)
                        || ABOUT_OTHERS.containsAll(asked)
                ? all
                : asked;
    }

    /// What people call it.
    static String name(Class<?> type) {
        var name = type.getSimpleName();
        return name.substring(0, name.length() - SUFFIX.length()).toLowerCase(Locale.ROOT);
    }
}
