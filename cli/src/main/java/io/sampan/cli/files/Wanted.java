package io.sampan.cli.files;

import io.sampan.cli.CommandException;
import io.sampan.client.Listing;
import io.sampan.client.Sampan;
import io.sampan.client.task.MediaRef;
import io.sampan.model.Media;
import io.sampan.model.MediaName;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a person names, as media: an id, a name, or with a `/` at its end everything below a name.
final class Wanted {

    private final Sampan session;

    /// One media, and what the person calls it.
    record Item(MediaRef media, String label) {}

    Wanted(Sampan session) {
        this.session = session;
    }

    /// @throws CommandException if there is nothing below a name, or the server refuses to list
    List<Item> find(List<String> words) {
        return words.stream()
                .flatMap(word ->
                        word.endsWith("/")
                                ? below(word)
                                : Stream.of(new Item(MediaRef.parse(word), word)))
                .toList();
    }

    private Stream<Item> below(String folder) {
        var newest = new LinkedHashMap<MediaName, Item>();
        switch (session.list(false)) {
            case Outcome.Done<Listing>(var listing) -> collect(listing.media(), folder, newest);
            case Outcome.Refused<Listing>(var refusal) ->
                    throw CommandException.refused(folder, refusal);
        }
        if (newest.isEmpty()) {
            throw CommandException.refused(folder, Refusal.of(RefusalCode.NOT_FOUND));
        }
        return newest.values().stream();
    }

    private static void collect(
            List<Media> newestFirst, String folder, Map<MediaName, Item> newest) {
        for (var media : newestFirst) {
            if (media.name().value().startsWith(folder)) {
                newest.putIfAbsent(
                        media.name(),
                        new Item(new MediaRef.ById(media.id()), media.name().value()));
            }
        }
    }
}
