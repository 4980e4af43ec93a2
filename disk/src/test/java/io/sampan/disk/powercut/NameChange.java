package io.sampan.disk.powercut;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One step that changes names: one entry, or the two of a rename.
record NameChange(List<Entry> entries) {

    /// In `folder`, `name` stands for `node` from now on, or for nothing.
    record Entry(Node.Folder folder, String name, @Nullable Node node) {}

    Stream<Node.Folder> folders() {
        return entries.stream().map(Entry::folder);
    }

    /// Makes the change in one of the states of the folders.
    void apply(Function<Node.Folder, Map<String, Node>> state) {
        for (var entry : entries) {
            if (entry.node() == null) {
                state.apply(entry.folder()).remove(entry.name());
            } else {
                state.apply(entry.folder()).put(entry.name(), entry.node());
            }
        }
    }
}
