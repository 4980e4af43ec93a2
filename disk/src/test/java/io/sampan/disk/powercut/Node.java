package io.sampan.disk.powercut;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What a name stands for. Each node has two states: what programs see, and what is on the medium.
sealed interface Node {

    /// A folder: names, each for a node.
    final class Folder implements Node {
        final Map<String, Node> names = new HashMap<>();
        final Map<String, Node> onMedium = new HashMap<>();
    }

    /// A file. `unsynced` is what was done to it since its content was synced, in order.
    final class File implements Node {
        final Content content;
        final Content onMedium;
        final List<Content.Change> unsynced = new ArrayList<>();

        File(Content content) {
            this.content = content;
            this.onMedium = content.copy();
        }

        void change(Content.Change change) {
            content.apply(change);
            unsynced.add(change);
        }

        /// The file as a power cut may leave it.
        File surviving(Random luck) {
            var left = onMedium.copy();
            unsynced.forEach(change -> left.applyTorn(change, luck));
            return new File(left);
        }

        void sync() {
            unsynced.forEach(onMedium::apply);
            unsynced.clear();
        }
    }
}
