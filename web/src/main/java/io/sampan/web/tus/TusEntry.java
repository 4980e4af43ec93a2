package io.sampan.web.tus;

import io.sampan.model.LinkId;
import io.sampan.model.Offer;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The way on which requests come to the uploads: as a person, or over a drop link of theirs.
///
/// @param owner whose the uploads are
/// @param base what their addresses begin with, such as `/files`
/// @param link over which they come; whoever comes over it knows of no others
/// @param admission is asked before an upload is begun
/// @param onComplete is told of files that came over a link, at least once for each
public record TusEntry(
        UserName owner,
        String base,
        Optional<LinkId> link,
        Function<Offer, Outcome<Offer>> admission,
        Consumer<Complete> onComplete) {

    /// A file that is whole.
    ///
    /// @param metadata what the client said of it
    public record Complete(Offer offer, Map<String, String> metadata) {}

    static TusEntry ofPerson(UserName who) {
        return new TusEntry(who, "/files", Optional.empty(), Outcome::done, _ -> {});
    }
}
