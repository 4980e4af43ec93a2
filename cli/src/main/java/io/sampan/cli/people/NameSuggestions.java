package io.sampan.cli.people;

import io.sampan.client.Sampan;
import io.sampan.client.people.PeopleEvent;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.Levenshtein;

/// "Did you mean bob?", where a message is for somebody whom the server does not know.
final class NameSuggestions {

    private static final int MOST = 3;
    private static final int A_MOMENT_SECONDS = 2;

    private NameSuggestions() {}

    /// A question to ask; empty where the refusal is another one, or no name that is known here or
    /// online is near.
    static String on(Refusal refusal, List<UserName> to, Sampan session) {
        if (refusal.code() != RefusalCode.UNKNOWN_RECIPIENT) {
            return "";
        }
        var known = new TreeSet<>(session.people().history().correspondents());
        known.addAll(online(session));
        known.remove(session.user());
        return question(to, known);
    }

    static String question(List<UserName> to, Collection<UserName> known) {
        return to.stream()
                .filter(name -> !known.contains(name))
                .flatMap(name -> near(name, known))
                .filter(name -> !to.contains(name))
                .distinct()
                .limit(MOST)
                .map(UserName::value)
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.joining(" or "),
                                names -> names.isEmpty() ? "" : "Did you mean " + names + "?"));
    }

    private static Stream<UserName> near(UserName typed, Collection<UserName> known) {
        var text = lower(typed);
        var most = text.length() < 3 ? 1 : 2;
        return known.stream()
                .filter(name ->
                        Levenshtein.distance(text, lower(name)) <= most
                                || (text.length() >= 3 && lower(name).startsWith(text)));
    }

    private static String lower(UserName name) {
        return name.value().toLowerCase(Locale.ROOT);
    }

    private static Set<UserName> online(Sampan session) {
        var online = new CompletableFuture<Set<UserName>>();
        try (var _ =
                session.people()
                        .look(event -> {
                            if (event instanceof PeopleEvent.Online(var names)) {
                                online.complete(names);
                            }
                        })) {
            return online.get(A_MOMENT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException notNow) {
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }
}
