package io.sampan.cli.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The regular files below a folder, in the order of their paths, and what else lies there. One
/// part that cannot be read does not hide the rest.
///
/// @param files that may be read
/// @param skipped links, sockets, empty folders, and what may not be read
record FolderTree(List<Path> files, List<SkippedFile> skipped) {

    /// @param folder may be a link to one
    static FolderTree walk(Path folder) {
        try {
            var real = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
            var walk = new Walk(real, folder);
            Files.walkFileTree(real, walk);
            Collections.sort(walk.tree.files());
            return walk.tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Path real;
        private final Path shown;
        private final FolderTree tree = new FolderTree(new ArrayList<>(), new ArrayList<>());
        // How many things were met so far when each open folder was entered.
        private final Deque<Integer> before = new ArrayDeque<>();
        private int met;

        /// @param shown what the person calls the folder
        Walk(Path real, Path shown) {
            this.real = real;
            this.shown = shown;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            before.push(++met);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            met++;
            if (attributes.isSymbolicLink()) {
                skip(file, "it is a link, and links in a folder are not followed", false);
            } else if (!attributes.isRegularFile()) {
                skip(file, "it is neither a file nor a folder", false);
            } else if (!Files.isReadable(file)) {
                skip(file, "it may not be read", true);
            } else {
                tree.files().add(named(file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) {
            met++;
            skip(
                    file,
                    fault instanceof AccessDeniedException
                            ? "it may not be read"
                            : "it cannot be read: " + fault.getMessage(),
                    true);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault) {
            if (fault != null) {
                skip(folder, "not all of it could be read: " + fault.getMessage(), true);
            } else if (before.pop() == met) {
                skip(folder, "it is an empty folder, and only files are put", false);
            }
            return FileVisitResult.CONTINUE;
        }

        private void skip(Path path, String reason, boolean failure) {
            tree.skipped().add(new SkippedFile(named(path), reason, failure));
        }

        private Path named(Path path) {
            return shown.resolve(real.relativize(path));
        }
    }
}
