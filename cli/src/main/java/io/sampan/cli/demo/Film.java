package io.sampan.cli.demo;

import io.sampan.cli.CommandException;
import io.sampan.cli.terminal.Amounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// The file that is carried: made of random bytes, so that nothing on the way can make it smaller.
final class Film {

    private static final int PIECE = 1 << 20;

    private Film() {}

    /// @throws CommandException if the disk has no room for it, and three copies: the server's,
    ///   bob's and carol's
    static void require(Path folder, long size) {
        try {
            var room = Files.getFileStore(folder).getUsableSpace();
            var needed = 4 * size + (512L << 20);
            if (room < needed) {
                throw CommandException.failed(
                        folder
                                + " has "
                                + Amounts.bytes(room)
                                + " left, and the demo needs "
                                + Amounts.bytes(needed),
                        "Take a smaller film with --size, or another folder with --in.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void make(Path file, long size) {
        var random = new SplittableRandom();
        var piece = new byte[PIECE];
        try (var out = Files.newOutputStream(file)) {
            for (var left = size; left > 0; left -= PIECE) {
                random.nextBytes(piece);
                out.write(piece, 0, (int) Math.min(PIECE, left));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
