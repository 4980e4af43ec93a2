package io.sampan.server.identity;

import io.sampan.core.identity.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file `session.key` of a server's home: what session tokens are signed with. All servers of a
/// cluster have the same one. Whoever deletes it ends all sessions, and nothing else.
public final class SessionKey {

    private SessionKey() {}

    /// Reads it, or makes it at the first start.
    ///
    /// @param home a folder that is there
    /// @throws UncheckedIOException if it cannot be read or written; the message names it
    public static byte[] open(Path home) {
        var file = home.resolve("session.key");
        try {
            if (Files.notExists(file)) {
                OwnerFile.replace(file, Sessions.freshKey());
            }
            var key = Files.readAllBytes(file);
            if (key.length != Sessions.KEY_BYTES) {
                throw new IOException("it has " + key.length + " bytes");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("the key of sessions in " + file + " cannot be used", e);
        }
    }
}
