package io.sampan.model;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;

/// Computes the tree digest of a file from the digests of its leaves: the SHA-256 tree hash that
/// Amazon S3 Glacier publishes. Neighbours are hashed in pairs, level by level; one without a
/// neighbour is carried up unchanged; what remains is the digest of the whole.
///
/// ```
///   leaf 0   leaf 1   leaf 2   leaf 3   leaf 4
///      └──┬──┘           └──┬──┘           │
///         └───────┬─────────┘              │
///                 └──────────┬─────────────┘
///                       tree digest
/// ```
///
/// Leaves are added in order, one digest for each, so a table of any length costs the memory of one
/// path through the tree. Used by one thread.
public final class TreeHasher {

    /// A subtree that is complete: its digest and its height (0 for a leaf).
    private record Subtree(Sha256 digest, int height) {}

    private final MessageDigest hasher = Sha256.hasher();
    private final Deque<Subtree> subtrees = new ArrayDeque<>();

    /// Adds the digest of the next leaf.
    public TreeHasher add(Sha256 leaf) {
        var subtree = new Subtree(leaf, 0);
        while (!subtrees.isEmpty() && subtrees.peek().height() == subtree.height()) {
            subtree = join(subtrees.pop(), subtree);
        }
        subtrees.push(subtree);
        return this;
    }

    /// The tree digest of the leaves added so far: at least one (an empty file has one empty leaf).
    public Sha256 digest() {
        if (subtrees.isEmpty()) {
            throw new IllegalStateException("no leaf was added");
        }
        var rest = new ArrayDeque<>(subtrees);
        var right = rest.pop();
        while (!rest.isEmpty()) {
            right = join(rest.pop(), right);
        }
        return right.digest();
    }

    private Subtree join(Subtree left, Subtree right) {
        left.digest().feed(hasher);
        right.digest().feed(hasher);
        return new Subtree(Sha256.finish(hasher), left.height() + 1);
    }
}
