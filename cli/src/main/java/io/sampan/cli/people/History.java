package io.sampan.cli.people;

import io.sampan.cli.CommandException;
import io.sampan.client.Sampan;
import io.sampan.client.people.MessageLog.ConversationState;
import io.sampan.client.people.MessageLog.LoggedMessage;
import io.sampan.model.ConversationId;
import io.sampan.model.MessageId;
import io.sampan.model.Outcome;
import io.sampan.model.Place;
import io.sampan.model.UserName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was said: the server's log, with what other devices have sent and received; and from the
/// home what waits to be sent, and what is older than the server keeps.
///
/// @param with only with these people, or in this group; nobody for everything
/// @param before only messages before this time
/// @param limit so many at most, the newest
record History(Sampan session, Recipients with, Optional<Instant> before, int limit) {

    private static final int PAGE = 50;

    private record Key(UserName sender, MessageId id) {}

    /// From the server and the home.
    ///
    /// @throws io.sampan.client.NobodyAnswersException if nobody answers
    /// @throws CommandException if the server refuses
    List<HistoryLine> everywhere() {
        var logged = new ArrayList<HistoryLine>();
        var complete = true;
        for (var conversation : conversations()) {
            complete &= read(conversation, logged);
        }
        // Within its time the server is right: what was taken back is not there any more.
        var since = logged.stream().map(HistoryLine::when).min(Instant::compareTo);
        var known = keys(logged);
        for (var line : here()) {
            var isOlder = complete && since.filter(line.when()::isBefore).isPresent();
            if ((!line.isPosted() || isOlder || logged.isEmpty()) && known.add(key(line))) {
                logged.add(line);
            }
        }
        return newest(logged);
    }

    /// From the home alone.
    List<HistoryLine> here() {
        var person = with.group().isEmpty() && with.people().size() == 1;
        return session
                .people()
                .history()
                .said(
                        person ? Optional.of(with.people().getFirst()) : Optional.empty(),
                        before,
                        limit)
                .stream()
                .map(said -> HistoryLine.of(said, session.user()))
                .filter(this::isWanted)
                .toList();
    }

    private boolean isWanted(HistoryLine line) {
        return with.group()
                .map(group -> line.group().filter(group::equals).isPresent())
                .orElseGet(() -> with.people().stream().allMatch(line::isWith));
    }

    /// Empty for all of them at once.
    private List<Optional<ConversationId>> conversations() {
        if (with.isNobody()) {
            return List.of(Optional.empty());
        }
        if (with.group().isPresent()) {
            return List.of(Optional.of(with.group().get().id()));
        }
        return done(session.people().log().conversations()).stream()
                .filter(state -> state.people().containsAll(with.people()))
                .map(ConversationState::id)
                .map(Optional::of)
                .toList();
    }

    /// @return whether there is nothing older than what was added
    private boolean read(Optional<ConversationId> conversation, List<HistoryLine> into) {
        var found = 0;
        var from = Optional.<Place>empty();
        while (true) {
            var page =
                    done(session.people().log().history(conversation, from, Math.min(limit, PAGE)));
            for (var message : page.messages().reversed()) {
                if (before.filter(end -> !message.message().posted().isBefore(end)).isPresent()) {
                    continue;
                }
                into.add(HistoryLine.of(message));
                found++;
            }
            if (!page.more() || page.messages().isEmpty()) {
                return true;
            }
            if (found >= limit) {
                return false;
            }
            from = page.messages().stream().findFirst().map(LoggedMessage::place);
        }
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Refused<T>(var refusal) ->
                    throw CommandException.refused("the history is not shown", refusal);
        };
    }

    private static Set<Key> keys(List<HistoryLine> lines) {
        var keys = new HashSet<Key>();
        lines.forEach(line -> keys.add(key(line)));
        return keys;
    }

    private static Key key(HistoryLine line) {
        return new Key(line.from(), line.id());
    }

    private List<HistoryLine> newest(List<HistoryLine> lines) {
        var sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparing(HistoryLine::when));
        return sorted.subList(Math.max(0, sorted.size() - limit), sorted.size());
    }
}
