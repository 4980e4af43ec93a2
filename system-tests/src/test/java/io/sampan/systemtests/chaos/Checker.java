package io.sampan.systemtests.chaos;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Compares what citizens were told with what is, when everything is healed and nothing is left to
/// do. Each thing that is not as it was promised is one line.
final class Checker {

    private static final int AT_ONCE = 40;

    private final Expectations testimony;
    private final List<ChaosClient> citizens;
    private final Path folder;
    private final List<String> faults = new ArrayList<>();
    private int undone;

    /// @param folder for copies
    Checker(Expectations testimony, List<ChaosClient> citizens, Path folder) {
        this.testimony = testimony;
        this.citizens = citizens;
        this.folder = folder;
    }

    List<String> check() {
        faults.addAll(testimony.blames());
        checkFiles();
        checkMessages();
        return List.copyOf(faults);
    }

    // ---- files -------------------------------------------------------------------------------

    /// Every acknowledged upload is there and equal.
    private void checkFiles() {
        for (var citizen : citizens) {
            var mine =
                    testimony.promised().stream()
                            .filter(one -> one.made().owner().equals(citizen.name()))
                            .toList();
            for (var at = 0; at < mine.size(); at += AT_ONCE) {
                checkFiles(citizen, mine.subList(at, Math.min(mine.size(), at + AT_ONCE)));
            }
        }
    }

    private void checkFiles(ChaosClient citizen, List<Stored> some) {
        var into = folder.resolve("all-of-" + citizen.name());
        try {
            Files.createDirectories(into);
            var words = new ArrayList<Object>(List.of("get"));
            some.forEach(one -> words.add(one.id()));
            words.addAll(List.of("--into", into));
            var run = citizen.cli().run(words.toArray());
            for (var one : some) {
                var copy = into.resolve(one.made().name());
                if (!Files.exists(copy)) {
                    checkMissing(one, run);
                } else if (!Content.treeDigest(copy).toString().equals(one.made().digest())) {
                    faults.add("changed: " + one);
                }
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What an older copy lacks is told to whoever asks for it; nothing else may be missing.
    private void checkMissing(Stored one, Run run) {
        if (!testimony.mayLack(one.id())) {
            faults.add("lost: " + one + "; get said: " + run.err());
        } else if (run.exitCode() == 0) {
            faults.add("missing, and nobody is told: " + one + "; get said: " + run.err());
        } else {
            undone++;
        }
    }

    /// Files that an older copy has undone.
    int undone() {
        return undone;
    }

    // ---- messages ----------------------------------------------------------------------------

    private void checkMessages() {
        var inboxes =
                testimony.received().stream()
                        .collect(Collectors.groupingBy(Received::by, Collectors.toList()));
        inboxes.forEach((who, all) -> checkInbox(who, all));
        testimony
                .sent()
                .forEach((sender, ids) -> {
                    for (var id : ids) {
                        for (var recipient : testimony.recipients(id)) {
                            checkArrived(sender, id, recipient, inboxes);
                        }
                    }
                    checkOrder(sender, ids, inboxes);
                });
        checkAllOrNobody(inboxes);
        checkReceipts();
    }

    /// Whoever was told that somebody has a message was told the truth.
    private void checkReceipts() {
        var shown =
                testimony.received().stream()
                        .map(message -> message.id() + " " + message.by())
                        .collect(Collectors.toSet());
        testimony.receipts().stream()
                .filter(receipt -> !shown.contains(receipt))
                .forEach(receipt -> faults.add("a receipt of what nobody was shown: " + receipt));
    }

    /// Nobody has what was not written to them, and nobody has anything twice.
    private void checkInbox(String who, List<Received> all) {
        var sure = new HashMap<String, Integer>();
        for (var message : all) {
            var written = testimony.written(message.text());
            if (written.isEmpty()
                    || !written.get().to().contains(who)
                    || !written.get().from().equals(message.from())) {
                faults.add("never written to " + who + ": " + message);
            }
            if (!message.unsure()) {
                sure.merge(message.id(), 1, Integer::sum);
            }
        }
        sure.forEach((id, times) -> {
            if (times > 1) {
                faults.add(who + " was shown message " + id + " " + times + " times");
            }
        });
    }

    private void checkArrived(
            String sender, String id, String recipient, Map<String, List<Received>> inboxes) {
        var has =
                inboxes.getOrDefault(recipient, List.of()).stream()
                        .anyMatch(message -> message.id().equals(id));
        if (!has && !testimony.mayHaveForgotten(id)) {
            faults.add("lost: message " + id + " of " + sender + " to " + recipient);
        }
    }

    /// What one sender was told is accepted came in that order.
    private void checkOrder(String sender, List<String> ids, Map<String, List<Received>> inboxes) {
        inboxes.forEach((who, all) -> {
            var came = all.stream().map(Received::id).filter(ids::contains).distinct().toList();
            var want = ids.stream().filter(came::contains).toList();
            if (!came.equals(want)) {
                faults.add(who + " has messages of " + sender + " in another order: " + came);
            }
        });
    }

    /// A message of which the sender was told nothing reached all its recipients, or none.
    private void checkAllOrNobody(Map<String, List<Received>> inboxes) {
        var reached = new HashMap<String, List<String>>();
        inboxes.forEach((who, all) ->
                all.stream()
                        .map(Received::text)
                        .distinct()
                        .forEach(text ->
                                reached.computeIfAbsent(text, same -> new ArrayList<>()).add(who)));
        reached.forEach((text, who) ->
                testimony
                        .written(text)
                        .filter(written -> written.to().size() != who.size())
                        .filter(written -> !testimony.restores().isLedgerPutBackSince(written.at()))
                        .ifPresent(written -> faults.add("reached only " + who + ": " + written)));
    }
}
