package io.sampan.cli.people;

import io.sampan.cli.terminal.TerminalText;
import io.sampan.client.people.PeopleEvent;
import io.sampan.model.UserName;
import java.util.function.Consumer;

/// Tells a person who waits that they are online, and when the server was lost and found. Called by
/// the attending thread.
final class OnlineNotices implements Consumer<PeopleEvent> {

    private final UserName me;
    private final Consumer<String> voice;
    private boolean wasOnline;
    private boolean lost;

    /// @param voice where a line for people goes
    OnlineNotices(UserName me, Consumer<String> voice) {
        this.me = me;
        this.voice = voice;
    }

    @Override
    public void accept(PeopleEvent event) {
        switch (event) {
            case PeopleEvent.Online _ when !wasOnline -> {
                wasOnline = true;
                voice.accept(
                        "You are online as " + me + ", and wait for messages; Ctrl-C ends it.");
            }
            case PeopleEvent.Online _ when lost -> {
                lost = false;
                voice.accept("The server is found again; you are online.");
            }
            case PeopleEvent.Offline(var why) when wasOnline && !lost -> {
                lost = true;
                voice.accept(
                        "The server is lost ("
                                + TerminalText.text(why)
                                + "); looking for it. Nothing is lost meanwhile.");
            }
            case PeopleEvent.Online _,
                    PeopleEvent.Offline _,
                    PeopleEvent.RosterChanged _,
                    PeopleEvent.CaughtUp _,
                    PeopleEvent.Delivered _,
                    PeopleEvent.Happened _,
                    PeopleEvent.Refused _,
                    PeopleEvent.Ended _ -> {
                // Told elsewhere, or not news.
            }
        }
    }
}
