package io.sampan.systemtests.harness;

import io.sampan.model.Leaf;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Files that are what a seed says, and what is asked of files.
public final class Content {

    private static final int PIECE = Leaf.SIZE;

    private Content() {}

    /// A file of `size` bytes that look random and follow from `seed`.
    public static Path random(Path file, long seed, long size) {
        try (var out =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var random = new SplittableRandom(seed);
            var piece = ByteBuffer.allocateDirect(PIECE).order(ByteOrder.nativeOrder());
            for (long at = 0; at < size; at += PIECE) {
                piece.clear();
                while (piece.hasRemaining()) {
                    piece.putLong(random.nextLong());
                }
                piece.flip().limit((int) Math.min(PIECE, size - at));
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Bytes that look random and follow from `seed`.
    public static byte[] bytes(long seed, int size) {
        var bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /// A file of `size` bytes that are zeros in holes, but for a few near the start, the middle and
    /// the end.
    public static Path sparse(Path file, long seed, long size) {
        try (var out =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (var at : new long[] {0, size / 2, size - 64}) {
                out.write(ByteBuffer.wrap(bytes(seed + at, 64)), at);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether two files hold the same bytes.
    public static boolean same(Path a, Path b) {
        try (var first = FileChannel.open(a);
                var second = FileChannel.open(b)) {
            if (first.size() != second.size()) {
                return false;
            }
            var pieceA = ByteBuffer.allocateDirect(PIECE);
            var pieceB = ByteBuffer.allocateDirect(PIECE);
            while (fill(first, pieceA) > 0) {
                fill(second, pieceB);
                if (!pieceA.equals(pieceB)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The tree digest of a file, computed here.
    public static Sha256 treeDigest(Path file) {
        try (var in = FileChannel.open(file)) {
            var zeros = new byte[PIECE];
            var zeroDigest = Sha256.digest(zeros);
            var piece = ByteBuffer.allocate(PIECE);
            var tree = new TreeHasher();
            var leaves = Leaf.count(in.size());
            for (var leaf = 0; leaf < leaves; leaf++) {
                var length = fill(in, piece);
                var isZero = length == PIECE && Arrays.equals(piece.array(), zeros);
                tree.add(isZero ? zeroDigest : Sha256.digest(Arrays.copyOf(piece.array(), length)));
            }
            return tree.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Fills `piece` as far as the file goes, and flips it.
    private static int fill(FileChannel in, ByteBuffer piece) throws IOException {
        piece.clear();
        while (piece.hasRemaining() && in.read(piece) >= 0) {
            // Some more.
        }
        return piece.flip().remaining();
    }

    /// Bytes that a folder takes on its disk: holes are free.
    public static long diskBytes(Path folder) {
        try {
            var du =
                    new ProcessBuilder("du", "-s", "-B1", folder.toString())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var out = du.inputReader()) {
                var line = out.readLine();
                du.waitFor(30, TimeUnit.SECONDS);
                return Long.parseLong(line.substring(0, line.indexOf('\t')));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Removes a folder and all that is in it, never what a link in it points to.
    public static void removeTree(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.out.println("    left behind: " + folder + ": " + e);
        }
    }
}
