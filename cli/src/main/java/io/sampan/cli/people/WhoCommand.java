package io.sampan.cli.people;

import io.sampan.cli.ExitCode;
import io.sampan.cli.session.SessionOptions;
import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.Screen;
import io.sampan.client.people.PeopleEvent;
import io.sampan.model.UserName;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `sampan who`
@Command(
        name = "who",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        description = {
            "Show who is online",
            "",
            "Looking does not make you appear; `sampan receive --wait` and `sampan chat` do.",
            ""
        })
public final class WhoCommand implements Callable<Integer> {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    @Option(names = "--watch", description = "Go on showing who comes and goes; Ctrl-C ends it.")
    private boolean watch;

    @Option(names = "--json", description = "Facts as JSON.")
    private boolean json;

    @Mixin private SessionOptions options = new SessionOptions();

    @Override
    public Integer call() throws InterruptedException {
        var voice = CommandOutput.ofProcess(json);
        var events = new LinkedBlockingQueue<PeopleEvent>();
        var told = new OnlineStatus(events::add);
        try (var session = options.open();
                var _ = session.people().look(told)) {
            var table = new RosterTable(System.out, Screen.ofProcess());
            while (true) {
                var event = events.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                // Also while events come: those of a line that is lost again and again are many.
                told.check(options.patienceToRead());
                if (!watch && event instanceof PeopleEvent.Online(var names)) {
                    tell(names, voice);
                    return ExitCode.DONE;
                } else if (event != null && watch && !json && Screen.ofProcess().facts()) {
                    table.show(event);
                } else if (event != null && watch) {
                    watched(event, voice);
                }
            }
        }
    }

    private static void tell(Set<UserName> names, CommandOutput voice) {
        new TreeSet<>(names)
                .forEach(name -> voice.fact(Fact.of(name.value(), "name", name.value())));
        if (names.isEmpty()) {
            voice.note("Nobody is online.");
        }
    }

    private static void watched(PeopleEvent event, CommandOutput voice) {
        switch (event) {
            case PeopleEvent.Online(var names) ->
                    new TreeSet<>(names).forEach(name -> voice.fact(change("+ ", "online", name)));
            case PeopleEvent.RosterChanged(var _, var arrived, var left) -> {
                arrived.forEach(name -> voice.fact(change("+ ", "online", name)));
                left.forEach(name -> voice.fact(change("- ", "offline", name)));
            }
            case PeopleEvent.Offline(var why) ->
                    voice.say("The line is lost (" + why + "); looking again.");
            case PeopleEvent.Ended _,
                    PeopleEvent.Refused _,
                    PeopleEvent.Delivered _,
                    PeopleEvent.Happened _,
                    PeopleEvent.CaughtUp _ -> {
                // An end is found out by asking; the others are not for who only looks.
            }
        }
    }

    private static Fact change(String sign, String event, UserName name) {
        return Fact.of(sign + name, "event", event, "name", name.value());
    }
}
