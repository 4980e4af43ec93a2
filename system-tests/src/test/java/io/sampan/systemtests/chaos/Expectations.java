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
    private final Map<String, Told> accepted = new HashMap<>();
    private final Restores restores = new Restores();
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
    synchronized void onStored(String id, String name, String digest, Told told) {
        var file = made.get(name);
        if (file == null || !file.digest().equals(digest)) {
            blame("stored is " + name + " " + digest + ", which nobody made so: " + file);
            return;
        }
        stored.put(id, new Stored(id, file, told));
    }

    /// A message is accepted. The second time that it is told counts for nothing, unless an older
    /// ledger has been put back since the first: then it was posted anew.
    synchronized void onSent(String from, String id, List<String> to, Told told) {
        var before = accepted.get(id);
        if (before != null && !restores.mayHaveUndone(before)) {
            return;
        }
        accepted.put(id, told);
        recipients.put(id, to);
        var all = sent.computeIfAbsent(from, name -> new ArrayList<>());
        all.remove(id);
        all.add(id);
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

    /// Copies that were put back.
    Restores restores() {
        return restores;
    }

    /// Whether a copy that was put back may lack this media.
    synchronized boolean mayLack(String media) {
        var one = stored.get(media);
        return one == null || restores.mayLack(one.told());
    }

    /// Whether a ledger that was put back may not know this message.
    synchronized boolean mayHaveForgotten(String message) {
        var told = accepted.get(message);
        return told == null || restores.mayHaveUndone(told);
    }

    /// Whether somebody was about to remove this media.
    synchronized boolean isRemoved(String media) {
        return removing.contains(media);
    }

    /// What senders were told of: a message's id and who has it, with a blank between.
    synchronized Set<String> receipts() {
        return Set.copyOf(receipts);
    }

    /// A file of that name, where somebody made one.
    synchronized Optional<Made> made(String name) {
        return Optional.ofNullable(made.get(name));
    }

    /// What the server has to have, unless an older copy was put back ([#mayLack]).
    synchronized List<Stored> promised() {
        return stored.values().stream().filter(one -> !removing.contains(one.id())).toList();
    }

    synchronized boolean isPromised(String id) {
        return stored.containsKey(id) && !removing.contains(id) && !mayLack(id);
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
