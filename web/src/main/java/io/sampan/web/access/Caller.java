package io.sampan.web.access;

import io.sampan.core.identity.Member;
import io.sampan.model.UserName;
import java.util.List;
import java.util.Set;

/// Somebody who is logged in.
///
/// @param scope what the token is good for: empty for everything, otherwise words with spaces
///   between them, see [#SCOPES]
public record Caller(Member member, String scope) {

    /// `read`: GET and HEAD of files. `upload`: all of `/files`.
    public static final Set<String> SCOPES = Set.of("read", "upload");

    /// Who asks.
    public UserName name() {
        return member.name();
    }

    /// Whether the token is good for a request.
    ///
    /// @param resource the first segment of the path
    public boolean may(String resource, String method) {
        if (scope.isEmpty()) {
            return true;
        }
        var words = List.of(scope.split(" ", -1));
        var reads = method.equals("GET") || method.equals("HEAD");
        return (words.contains("read") && reads && resource.equals("media"))
                || (words.contains("upload") && resource.equals("files"));
    }
}
