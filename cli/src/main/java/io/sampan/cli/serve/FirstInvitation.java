package io.sampan.cli.serve;

import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Fact;
import io.sampan.cli.terminal.Screen;
import io.sampan.client.identity.InviteLink;
import io.sampan.server.identity.OwnerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// How the first invitation gets to whoever runs the server: to a terminal, or else in the file
/// `first-invitation` of the home, which only its owner can read. It never goes to a pipe, a
/// journal or a log, where others may read it.
final class FirstInvitation {

    private final Path file;

    FirstInvitation(Path home) {
        this.file = home.resolve("first-invitation");
    }

    /// Tells it; or takes away that of a start before, where somebody has joined since.
    ///
    /// @throws UncheckedIOException if the file cannot be written
    void tell(Optional<InviteLink> link, CommandOutput output) {
        try {
            if (link.isEmpty()) {
                Files.deleteIfExists(file);
            } else if (Screen.ofProcess().facts()) {
                Files.deleteIfExists(file);
                output.fact(Invitation.fact(link.get()));
            } else {
                OwnerFile.replace(
                        file, (link.get().toLink() + "\n").getBytes(StandardCharsets.US_ASCII));
                output.fact(
                        Fact.of(
                                "invitation " + file,
                                "event",
                                "first-invitation",
                                "file",
                                file.toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the first invitation cannot be written: " + file, e);
        }
    }
}
