package io.sampan.wire.link;

import io.sampan.wire.frame.Frame;

/// Is told how long requests took, for metrics. Thread-safe.
@FunctionalInterface
public interface RequestObserver {

    /// Nobody wants to know.
    RequestObserver NONE = (request, answer, nanos) -> {};

    /// A request was answered.
    ///
    /// @param request the frame that was received
    /// @param answer the frame that was sent with the same exchange number
    /// @param nanos from the request's header to the answer's last byte on its way
    void onAnswered(Class<? extends Frame> request, Class<? extends Frame> answer, long nanos);
}
