package io.sampan.client;

import io.sampan.client.lane.LanesDownException;
import io.sampan.client.lane.LoginRefusedException;
import io.sampan.client.lane.Question;
import io.sampan.client.task.MediaRef;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.Outcome;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.MediaFrame.Arrival;
import io.sampan.wire.frame.MediaFrame.ListMedia;
import io.sampan.wire.frame.MediaFrame.MediaInfo;
import io.sampan.wire.frame.MediaFrame.MediaList;
import io.sampan.wire.frame.MediaFrame.OpenMedia;
import io.sampan.wire.frame.MediaFrame.OpenNamed;
import io.sampan.wire.frame.MediaFrame.RemoveMedia;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/// Questions about what the server has stored, asked over any lane. Any thread.
final class StoredMedia {

    private static final int PAGE = 1_000;

    private final Connections network;

    StoredMedia(Connections network) {
        this.network = network;
    }

    Outcome<Listing> list(boolean uploads) {
        return answered(() -> {
            var media = new ArrayList<Media>();
            var arriving = new ArrayList<Arrival>();
            var after = Optional.<MediaId>empty();
            while (true) {
                var first = after.isEmpty();
                switch (ask(new ListMedia(after, PAGE, uploads && first))) {
                    case MediaList(var page, var more, var some) -> {
                        media.addAll(page);
                        arriving.addAll(some);
                        if (!more || page.isEmpty()) {
                            return Outcome.done(new Listing(media, arriving));
                        }
                        after = Optional.of(page.getLast().id());
                    }
                    case Refused(var refusal) -> {
                        return Outcome.refused(refusal);
                    }
                    case Frame other -> throw nonsense(other);
                }
            }
        });
    }

    Outcome<Media> media(MediaRef media) {
        return answered(() ->
                switch (ask(open(media))) {
                    case MediaInfo(var info) -> Outcome.done(info);
                    case Refused(var refusal) -> Outcome.refused(refusal);
                    case Frame other -> throw nonsense(other);
                });
    }

    Outcome<MediaId> remove(MediaRef media) {
        return switch (media) {
            case MediaRef.ById(var id) -> remove(id);
            case MediaRef.ByName byName ->
                    switch (media(byName)) {
                        case Outcome.Done<Media>(var found) -> remove(found.id());
                        case Outcome.Refused<Media>(var refusal) -> Outcome.refused(refusal);
                    };
        };
    }

    private Outcome<MediaId> remove(MediaId id) {
        return answered(() ->
                switch (ask(new RemoveMedia(id))) {
                    case Done() -> Outcome.done(id);
                    case Refused(var refusal) -> Outcome.refused(refusal);
                    case Frame other -> throw nonsense(other);
                });
    }

    private static Frame open(MediaRef media) {
        return switch (media) {
            case MediaRef.ById(var id) -> new OpenMedia(id);
            case MediaRef.ByName(var name) -> new OpenNamed(name);
        };
    }

    private Frame ask(Frame request) {
        return network.lanes().ask(Question.of(request));
    }

    /// Turns what lanes throw into what callers are told.
    static <T> Outcome<T> answered(Supplier<Outcome<T>> request) {
        try {
            return request.get();
        } catch (LoginRefusedException e) {
            return Outcome.refused(e.refusal());
        } catch (LanesDownException | MalformedFrameException e) {
            throw new NobodyAnswersException(String.valueOf(e.getMessage()));
        }
    }

    private static MalformedFrameException nonsense(Frame answer) {
        return new MalformedFrameException(
                "the server answers with " + answer.getClass().getSimpleName());
    }

    /// As [#answered], for those who read refusals from the frame.
    Frame askPatiently(Frame request) {
        try {
            return ask(request);
        } catch (LoginRefusedException e) {
            return new Refused(e.refusal());
        } catch (LanesDownException e) {
            throw new NobodyAnswersException(String.valueOf(e.getMessage()));
        }
    }
}
