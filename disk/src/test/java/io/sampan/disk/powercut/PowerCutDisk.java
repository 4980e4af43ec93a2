package io.sampan.disk.powercut;

import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.disk.DiskFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A disk in memory whose power goes out in the middle of a chosen operation. From then on every
/// operation throws [PowerIsOut]; [#afterPowerCut] is the disk as it may be found when the machine
/// starts again.
public final class PowerCutDisk implements Disk {

    private final Node.Folder root;
    private final List<NameChange> unsyncedNames = new ArrayList<>();
    private long operations;
    private long last = Long.MAX_VALUE;

    /// An empty disk.
    public PowerCutDisk() {
        this(new Node.Folder());
    }

    private PowerCutDisk(Node.Folder root) {
        this.root = root;
    }

    /// Lets the power go out in the middle of the operation, of those that change or sync
    /// something, that comes after `count` more.
    public synchronized void cutPowerAfter(long count) {
        last = operations + count;
    }

    /// How many operations have changed or synced something.
    public synchronized long operations() {
        return operations;
    }

    /// One of the disks that a power cut now may leave; `luck` says which.
    public synchronized PowerCutDisk afterPowerCut(Random luck) {
        var names = new IdentityHashMap<Node.Folder, Map<String, Node>>();
        var stuck = new HashSet<Node.Folder>();
        for (var change : unsyncedNames) {
            if (luck.nextInt(3) == 0 || change.folders().anyMatch(stuck::contains)) {
                change.folders().forEach(stuck::add);
            } else {
                change.apply(
                        folder -> names.computeIfAbsent(folder, f -> new HashMap<>(f.onMedium)));
            }
        }
        return new PowerCutDisk(surviving(root, names, luck));
    }

    private static Node.Folder surviving(
            Node.Folder folder, Map<Node.Folder, Map<String, Node>> names, Random luck) {
        var survivor = new Node.Folder();
        names.getOrDefault(folder, folder.onMedium)
                .forEach((name, node) -> {
                    var child =
                            switch (node) {
                                case Node.Folder inner -> surviving(inner, names, luck);
                                case Node.File file -> file.surviving(luck);
                            };
                    survivor.names.put(name, child);
                    survivor.onMedium.put(name, child);
                });
        return survivor;
    }

    /// Runs the change, in the middle of which the power may go out.
    synchronized void change(Runnable change) {
        if (operations > last) {
            throw new PowerIsOut();
        }
        change.run();
        if (operations++ == last) {
            throw new PowerIsOut();
        }
    }

    /// Runs the sync; if the power goes out in it, nothing of it is sure.
    synchronized void sync(Runnable sync) {
        if (operations++ >= last) {
            throw new PowerIsOut();
        }
        sync.run();
    }

    private void change(NameChange.Entry... entries) {
        change(() -> {
            var change = new NameChange(List.of(entries));
            change.apply(folder -> folder.names);
            unsyncedNames.add(change);
        });
    }

    private @Nullable Node find(Path path) {
        Node node = root;
        for (var name : path.toAbsolutePath()) {
            if (!(node instanceof Node.Folder folder) || !folder.names.containsKey(name + "")) {
                return null;
            }
            node = folder.names.get(name.toString());
        }
        return node;
    }

    private Node.Folder folder(@Nullable Path path) {
        if (path != null && find(path) instanceof Node.Folder folder) {
            return folder;
        }
        throw new DiskException("no such folder: " + path);
    }

    private NameChange.Entry entry(Path path, @Nullable Node node) {
        return new NameChange.Entry(
                folder(path.toAbsolutePath().getParent()), path.getFileName() + "", node);
    }

    @Override
    public synchronized DiskFile open(Path path, Access access) {
        var found = find(path);
        var may =
                switch (access) {
                    case READ, WRITE -> found instanceof Node.File;
                    case CREATE -> found == null || found instanceof Node.File;
                    case CREATE_NEW -> found == null;
                };
        if (!may) {
            throw new DiskException("cannot open " + path);
        }
        if (found instanceof Node.File file) {
            return new PowerCutFile(this, path, file);
        }
        var made = new Node.File(new Content());
        change(entry(path, made));
        return new PowerCutFile(this, path, made);
    }

    @Override
    public synchronized boolean isFile(Path path) {
        return find(path) instanceof Node.File;
    }

    @Override
    public synchronized boolean isFolder(Path path) {
        return find(path) instanceof Node.Folder;
    }

    @Override
    public synchronized void rename(Path from, Path to) {
        var node = find(from);
        if (node == null || (find(to) instanceof Node.Folder there && !there.names.isEmpty())) {
            throw new DiskException("cannot rename " + from + " to " + to);
        }
        change(entry(from, null), entry(to, node));
    }

    @Override
    public synchronized boolean delete(Path path) {
        var node = find(path);
        if (node instanceof Node.Folder folder && !folder.names.isEmpty()) {
            throw new DiskException(path + " is not empty");
        }
        if (node != null) {
            change(entry(path, null));
        }
        return node != null;
    }

    @Override
    public synchronized List<Path> list(Path folder) {
        return find(folder) instanceof Node.Folder found
                ? found.names.keySet().stream().sorted().map(folder::resolve).toList()
                : List.of();
    }

    @Override
    public synchronized void makeFolder(Path path) {
        var absolute = path.toAbsolutePath();
        if (find(absolute) != null) {
            return;
        }
        if (absolute.getParent() != null) {
            makeFolder(absolute.getParent());
        }
        change(entry(absolute, new Node.Folder()));
    }

    /// Syncs the changes of names in the folder, and whatever must have come before them.
    @Override
    public synchronized void syncFolder(Path path) {
        var reached = new HashSet<Node.Folder>(List.of(folder(path)));
        sync(() -> {
            var settled = new ArrayList<NameChange>();
            for (var change : unsyncedNames.reversed()) {
                if (change.folders().anyMatch(reached::contains)) {
                    change.folders().forEach(reached::add);
                    settled.addFirst(change);
                }
            }
            settled.forEach(change -> change.apply(folder -> folder.onMedium));
            unsyncedNames.removeAll(settled);
        });
    }

    @Override
    public long usableBytes(Path folder) {
        return Long.MAX_VALUE;
    }
}
