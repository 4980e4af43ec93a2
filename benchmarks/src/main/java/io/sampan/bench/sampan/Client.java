package io.sampan.bench.sampan;

import io.sampan.bench.driver.Driver;
import io.sampan.bench.process.Conversation;
import io.sampan.bench.process.Place;
import io.sampan.bench.process.Workshop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One long-lived client process. Times are taken inside it.
public final class Client {

    /// Who it is on an open server.
    public static final String USER = "bench";

    private static final double NANOS = 1e9;

    private final Conversation conversation;

    /// A media that was put.
    ///
    /// @param seconds how long that took
    /// @param resent bytes that were given to lanes a second time
    public record Put(String id, double seconds, long resent) {}

    private Client(Conversation conversation) {
        this.conversation = conversation;
    }

    /// @param home for its journal
    /// @param entry the relay to go through, `host:port`, or several with commas between
    public static Client start(
            Workshop shop, Launcher launcher, Place place, Path home, String entry) {
        return start(shop, launcher, place, home, entry, List.of());
    }

    /// The same with so many lanes.
    public static Client withLanes(
            Workshop shop, Launcher launcher, Place place, Path home, String entry, int lanes) {
        return start(shop, launcher, place, home, entry, List.of("lanes=" + lanes));
    }

    /// The same that carries so many files at once.
    public static Client withFilesAtOnce(
            Workshop shop, Launcher launcher, Place place, Path home, String entry, int files) {
        return start(shop, launcher, place, home, entry, List.of("files=" + files));
    }

    /// The same with an identity of its own, on a private server that it is invited to.
    public static Client invited(
            Workshop shop, Launcher launcher, Path home, String entry, String invitation) {
        return start(shop, launcher, Place.HERE, home, entry, List.of(invitation));
    }

    private static Client start(
            Workshop shop,
            Launcher launcher,
            Place place,
            Path home,
            String entry,
            List<String> more) {
        var words = new ArrayList<>(List.of(home.toString(), USER, entry));
        words.addAll(more);
        var command = launcher.own("client", "put", Driver.class, words);
        return new Client(shop.converse("sampan-client", place, command));
    }

    public long pid() {
        return conversation.running().pid();
    }

    /// Puts one file: acknowledged, thus verified and synced.
    public Put put(Path source, String name) {
        var answer = conversation.ask("put", source.toString(), name);
        return new Put(answer.get(1), seconds(answer), Long.parseLong(answer.get(2)));
    }

    /// Puts all files of a folder as one batch; returns seconds.
    public double putAll(Path folder) {
        return seconds(conversation.ask("putall", folder.toString()));
    }

    /// Removes what the last [#putAll] put.
    public void removeAll() {
        conversation.ask("removeall");
    }

    /// Gets one into a file that is not there yet: verified; returns seconds.
    public double get(String id, Path target) {
        return seconds(conversation.ask("get", id, target.toString()));
    }

    public void remove(String id) {
        conversation.ask("remove", id);
    }

    private static double seconds(List<String> answer) {
        return Long.parseLong(answer.getFirst()) / NANOS;
    }
}
