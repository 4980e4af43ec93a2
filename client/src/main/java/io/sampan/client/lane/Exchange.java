package io.sampan.client.lane;

import io.sampan.wire.frame.Frame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A question that waits for its answer.
final class Exchange {

    private final int number;
    private final Question question;
    private final CompletableFuture<Frame> answer = new CompletableFuture<>();

    Exchange(int number, Question question) {
        this.number = number;
        this.question = question;
    }

    int number() {
        return number;
    }

    Question question() {
        return question;
    }

    void answered(Frame frame) {
        answer.complete(frame);
    }

    void failed(RuntimeException cause) {
        answer.completeExceptionally(cause);
    }

    /// @throws LaneLostException if the lane ended first
    /// @throws InterruptedException if the caller was told to stop waiting
    Frame await() throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LaneLostException lost) {
                throw new LaneLostException(String.valueOf(lost.getMessage()), lost.isNonsense());
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
