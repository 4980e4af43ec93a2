package io.sampan.systemtests.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What every citizen did and was told, kept apart from the system that it speaks of. Any thread.
final class Expectations {

    private final Map<String, Made> made = new HashMap<>();
    private final Map<String, Stored> stored = new LinkedHashMap<>();
    private final Set<String> removing = new HashSet<>();
    private final Map<String, Written> written = new HashMap<>();
    private final Map<String, List<String>> sent = new HashMap<>();
    private final Map<String, List<String>> recipients = new HashMap<>();
    private final List<Received> received = new ArrayList<>();
    private final Set<String> receipts = new HashSet<>();
    private final List<String> blames = new ArrayList<>();
    private long carried;
    private long carriedAgain;
    private int commands;

    // ---- what they did -----------------------------------------------------------------------

    synchronized void onMade(Made file) {
        made.put(file.name(), file);
    }

    synchronized void onWritten(Written message) {
        written.put(message.text(), message);
    }

    /// From now on nobody may rely on this media.
    synchronized void onRemoving(String id) {
        removing.add(id);
    }

    synchronized void onCommand() {
        commands++;
    }

    // ---- what they were told -----------------------------------------------------------------

    /// The server has a file of that name.
    synchronized void onStored(String id, String name, String digest) {
        var file = made.get(name);
        if (file == null || !file.digest().equals(digest)) {
            blame("stored is " + name + " " + digest + ", which nobody made so: " + file);
            return;
        }
        stored.put(id, new Stored(id, file));
    }

    /// A message is accepted. The second time that it is told counts for nothing.
    synchronized void onSent(String from, String id, List<String> to) {
        var before = recipients.put(id, to);
        if (before == null) {
            sent.computeIfAbsent(from, name -> new ArrayList<>()).add(id);
        }
    }

    synchronized void onReceived(Received message) {
        received.add(message);
    }

    synchronized void onReceipt(String id, String recipient) {
        receipts.add(id + " " + recipient);
    }

    synchronized void onCarried(long bytes, long again) {
        carried += bytes;
        carriedAgain += again;
    }

    /// Something that must not be.
    synchronized void blame(String what) {
        blames.add(what);
    }

    // ---- what is asked of it -----------------------------------------------------------------

    /// A file of that name, where somebody made one.
    synchronized Optional<Made> made(String name) {
        return Optional.ofNullable(made.get(name));
    }

    /// What the server has to have.
    synchronized List<Stored> promised() {
        return stored.values().stream().filter(one -> !removing.contains(one.id())).toList();
    }

    synchronized boolean isPromised(String id) {
        return stored.containsKey(id) && !removing.contains(id);
    }

    synchronized Optional<Written> written(String text) {
        return Optional.ofNullable(written.get(text));
    }

    /// The accepted messages of each sender, in their order.
    synchronized Map<String, List<String>> sent() {
        return Map.copyOf(sent);
    }

    synchronized List<String> recipients(String id) {
        return recipients.getOrDefault(id, List.of());
    }

    synchronized List<Received> received() {
        return List.copyOf(received);
    }

    synchronized boolean hasReceipt(String id, String recipient) {
        return receipts.contains(id + " " + recipient);
    }

    synchronized List<String> blames() {
        return List.copyOf(blames);
    }

    synchronized long carried() {
        return carried;
    }

    synchronized long carriedAgain() {
        return carriedAgain;
    }

    synchronized int commands() {
        return commands;
    }
}
