package io.sampan.client.people;

import io.sampan.model.Receipt;
import io.sampan.model.Refusal;
import io.sampan.model.UserName;
import java.util.List;
import java.util.Set;

/// What somebody who attends is told, one event at a time, in order.
public sealed interface PeopleEvent {

    /// The lane is up, and this is who is online.
    record Online(Set<UserName> names) implements PeopleEvent {}

    /// Somebody came or went.
    record RosterChanged(Set<UserName> names, List<UserName> arrived, List<UserName> left)
            implements PeopleEvent {}

    /// All that waited when one came online is in the inbox now.
    record CaughtUp() implements PeopleEvent {}

    /// The lane is lost; another is being made.
    record Offline(String why) implements PeopleEvent {}

    /// The server has no place for one more now. It is asked again.
    record Refused(Refusal refusal) implements PeopleEvent {}

    /// A message of one's own has reached somebody.
    record Delivered(Receipt receipt) implements PeopleEvent {}

    /// The person's log told something else.
    record Happened(LogEvent event) implements PeopleEvent {}

    /// Attending is over: the server does not want it, or it goes on somewhere else.
    record Ended(Refusal refusal) implements PeopleEvent {}
}
