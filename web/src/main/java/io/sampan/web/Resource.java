package io.sampan.web;

/// What lies under one first segment of the path. Called on the connection's virtual thread.
public interface Resource {

    /// The first segment of its paths, such as `media`.
    String name();

    /// Whether a request is answered without a login.
    default boolean isOpen(WebRequest request) {
        return false;
    }

    /// Answers one request, exactly once.
    ///
    /// @param request of somebody who is logged in, unless [#isOpen] says otherwise
    void handle(WebRequest request);
}
