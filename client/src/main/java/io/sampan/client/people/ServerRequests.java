package io.sampan.client.people;

import io.sampan.model.Outcome;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.MalformedFrameException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Requests that are answered with one kind of frame, or refused. Thread-safe.
///
/// @param send asks the server, on any lane, until there is an answer
record ServerRequests(UnaryOperator<Frame> send) {

    /// Asks, and makes a value of the answer.
    ///
    /// @throws MalformedFrameException if the server answers with another kind of frame
    <F extends Frame, T> Outcome<T> ask(Frame request, Class<F> answer, Function<F, T> value) {
        return switch (send.apply(request)) {
            case Refused(var refusal) -> Outcome.refused(refusal);
            case Frame frame when answer.isInstance(frame) ->
                    Outcome.done(value.apply(answer.cast(frame)));
            case Frame other ->
                    throw new MalformedFrameException(
                            "the server answers with " + other.getClass().getSimpleName());
        };
    }

    /// Asks for something to be done.
    ///
    /// @param value of the outcome, where it was done
    <T> Outcome<T> done(Frame request, T value) {
        return ask(request, Done.class, _ -> value);
    }
}
