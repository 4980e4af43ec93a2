package io.sampan.wire.http;

import java.util.Optional;

/// The head of a request.
///
/// @param method in upper case, as it was sent
/// @param path the path as it was sent, still encoded; begins with `/`, or is `*`
/// @param query what follows the first `?`, still encoded; empty where there is none
/// @param host the `Host` field, or the authority of an absolute target; empty in HTTP/1.0 without
///   one
/// @param keepsAlive whether the peer wants to send another request afterwards
public record HttpRequest(
        String method,
        String path,
        Optional<String> query,
        Optional<String> host,
        boolean keepsAlive,
        HttpFields fields) {

    /// Without the query, which may hold a code.
    @Override
    public String toString() {
        return method + " " + path;
    }
}
