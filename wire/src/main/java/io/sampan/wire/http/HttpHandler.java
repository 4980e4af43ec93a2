package io.sampan.wire.http;

/// Answers requests. Called on the virtual thread of the connection that the request came on; it
/// may block.
@FunctionalInterface
public interface HttpHandler {

    /// Answers one request, exactly once. A body that is not read is dropped after the answer.
    ///
    /// @throws HttpException to have that status answered and the connection closed
    void handle(HttpExchange exchange);
}
