package io.sampan.client.lane;

import io.sampan.wire.frame.Frame;
import io.sampan.wire.link.Body;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/// A request, and what to do while its answer comes.
///
/// @param request idempotent, as all are
/// @param body beside it
/// @param onAnswer is given the answer's frame and body, on the lane's reading thread, before the
///   answer is returned; what it throws is thrown to whoever asked
/// @param onSent told how many bytes of the request's body are on their way
/// @param onArriving told how many bytes of the request's body the server has so far, where the
///   line is slow
public record Question(
        Frame request,
        Body body,
        BiConsumer<Frame, AnswerBody> onAnswer,
        LongConsumer onSent,
        LongConsumer onArriving) {

    /// One without a body, whose answer has none either.
    public static Question of(Frame request) {
        return of(request, Body.NONE);
    }

    /// A request, its body after it, whose answer has no body that is read.
    public static Question of(Frame request, Body body) {
        return new Question(request, body, (frame, answer) -> {}, bytes -> {}, bytes -> {});
    }

    /// The same; `reader` gets the answer, on the thread that asked.
    public Question onAnswer(BiConsumer<Frame, AnswerBody> reader) {
        return new Question(request, body, reader, onSent, onArriving);
    }

    /// The same; `listener` gets the bytes of the body that went out, as they go.
    public Question onSent(LongConsumer listener) {
        return new Question(request, body, onAnswer, listener, onArriving);
    }

    /// The same; `listener` gets the bytes of the answer's body, as they come.
    public Question onArriving(LongConsumer listener) {
        return new Question(request, body, onAnswer, onSent, listener);
    }

    /// Whether it costs nothing to make it again.
    boolean isSmall() {
        return body.length() == 0;
    }
}
