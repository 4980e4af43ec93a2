package io.sampan.systemtests.chaos;

import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Run;
import io.sampan.systemtests.harness.SampanCli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A person who uses Sampan as it comes into their head: one command after the other, some of them
/// killed, paused or cancelled midway. Whatever goes wrong on the way, a command may only end with
/// what such trouble explains; anything else is blamed. Runs on one thread.
final class ChaosClient implements Runnable {

    private static final int MIB = 1 << 20;
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int REFUSED = 3;
    private static final int NOBODY_ANSWERED = 4;

    /// A command that lasts longer hangs: no trouble lasts so long.
    private static final Duration HANGS = Duration.ofMinutes(5);

    /// What nobody is told who is honest, whatever others put into that inbox.
    private static final String INBOX_IS_FULL = "too much waits for";

    /// What is on its way at most, and so what one blow can cost: eight lanes with two blocks of 8
    /// MiB each.
    private static final long ON_THE_WAY = 8L * 2 * 8 * MIB;

    private final String name;
    private final SampanCli cli;
    private final Path folder;
    private final List<String> others;
    private final Chances chances;
    private final Clock clock;
    private final Trouble trouble;
    private final Expectations testimony;
    private final Timeline timeline;
    private final FactReader facts;
    private int numbers;
    private int kills;

    /// @param folder for files that are sent and fetched
    /// @param others who else there is
    ChaosClient(String name, SampanCli cli, Path folder, List<String> others, Story story) {
        this.name = name;
        this.cli = cli.with("--patience", "90s");
        this.folder = folder;
        this.others = others;
        this.chances = story.chancesOf(name);
        this.clock = story.clock();
        this.trouble = story.trouble();
        this.testimony = story.testimony();
        this.timeline = story.timeline();
        this.facts = new FactReader(name, folder, testimony);
    }

    String name() {
        return name;
    }

    SampanCli cli() {
        return cli;
    }

    /// How many commands were killed.
    int kills() {
        return kills;
    }

    @Override
    public void run() {
        try {
            while (clock.sleeps(chances.time(Duration.ZERO, Duration.ofMillis(400)))) {
                act();
            }
        } catch (RuntimeException | AssertionError e) {
            testimony.blame(name + " gave up: " + e);
            throw e;
        }
    }

    /// Does one thing.
    void act() {
        switch ((int) chances.between(0, 17)) {
            case 0, 1, 2, 3 -> put();
            case 4, 5, 6, 7 -> send();
            case 8, 9, 10 -> receive();
            case 11 -> get();
            case 12 -> pry();
            case 13 -> remove();
            case 14 -> look();
            case 15, 16 -> takeBack();
            default -> resume();
        }
    }

    // ---- what they do ------------------------------------------------------------------------

    private void put() {
        var shared = chances.oneIn(2);
        var many = chances.oneIn(4) ? (int) chances.between(2, 12) : 1;
        var words = new ArrayList<Object>(List.of("put"));
        if (shared) {
            words.add("--public");
        }
        if (chances.oneIn(4)) {
            words.add("--md5");
        }
        for (var i = 0; i < many; i++) {
            words.add(
                    make(
                            shared ? "shared" : "private",
                            chances.spread(0, many == 1 ? 24 * MIB : MIB)));
        }
        carry(words, Set.of(DONE, FAILED, REFUSED, NOBODY_ANSWERED));
    }

    private void send() {
        var to = others.stream().filter(one -> chances.oneIn(3)).collect(Collectors.toList());
        if (to.isEmpty()) {
            to.add(chances.pick(others));
        }
        var text = name + " writes " + ++numbers;
        testimony.onWritten(new Written(text, name, to, System.nanoTime()));
        var words = new ArrayList<Object>(List.of("send"));
        for (var i = chances.oneIn(3) ? chances.between(1, 3) : 0; i > 0; i--) {
            words.add(make("sent", chances.spread(0, 8 * MIB)));
        }
        words.addAll(List.of("--to", String.join(",", to), "-m", text));
        carry(words, Set.of(DONE, FAILED, REFUSED, NOBODY_ANSWERED));
    }

    void receive() {
        var into = folder.resolve("received");
        carry(List.of("receive", "--into", into), Set.of(DONE, FAILED, NOBODY_ANSWERED));
    }

    private void get() {
        var mine =
                testimony.promised().stream()
                        .filter(one -> one.made().shared() || one.made().owner().equals(name))
                        .toList();
        if (mine.isEmpty()) {
            return;
        }
        var wanted = chances.pick(mine);
        var into = folder.resolve("got-" + ++numbers);
        var run =
                carry(
                        List.of("get", wanted.id(), "-o", into),
                        Set.of(DONE, NOBODY_ANSWERED, REFUSED));
        if (run.exitCode() == REFUSED && testimony.isPromised(wanted.id())) {
            testimony.blame(name + " is refused " + wanted + ": " + run.err());
        }
        if (run.exitCode() == DONE && !wasPaused(run)) {
            facts.compare(into, wanted.made());
        }
        FactReader.remove(into);
    }

    /// Tries to read what is not theirs.
    private void pry() {
        var secrets =
                testimony.promised().stream()
                        .filter(one -> !one.made().shared() && !one.made().owner().equals(name))
                        .filter(one -> one.made().name().startsWith("private"))
                        .toList();
        if (secrets.isEmpty()) {
            return;
        }
        var secret = chances.pick(secrets);
        var into = folder.resolve("pried-" + ++numbers);
        var run = carry(List.of("get", secret.id(), "-o", into), Set.of(REFUSED, NOBODY_ANSWERED));
        if ((run.exitCode() == DONE && !wasPaused(run)) || Files.exists(into)) {
            testimony.blame(name + " has read " + secret);
        }
    }

    /// Who is paused ends well, with nothing to show.
    private static boolean wasPaused(Run run) {
        return run.err().contains(": paused; ");
    }

    /// Makes room: removes the oldest files once there are many.
    private void remove() {
        var mine =
                testimony.promised().stream()
                        .filter(one -> one.made().owner().equals(name))
                        .filter(one -> !one.made().name().startsWith("sent"))
                        .toList();
        if (mine.size() > 12) {
            var old = mine.getFirst();
            testimony.onRemoving(old.id());
            carry(List.of("rm", old.id()), Set.of(DONE, NOBODY_ANSWERED, REFUSED));
        }
    }

    /// Removes a file that was sent, whether its recipients have it or not.
    private void takeBack() {
        testimony.promised().stream()
                .filter(one -> one.made().owner().equals(name))
                .filter(one -> one.made().name().startsWith("sent"))
                .reduce((_, last) -> last)
                .ifPresent(one -> {
                    testimony.onRemoving(one.id());
                    carry(List.of("rm", one.id()), Set.of(DONE, NOBODY_ANSWERED, REFUSED));
                });
    }

    private void look() {
        carry(
                List.of(chances.pick(List.of("ls", "who", "transfers"))),
                Set.of(DONE, NOBODY_ANSWERED));
    }

    /// Goes on with all that was left.
    ///
    /// @return whether nothing is left but to fetch what the server has not: that stays in the
    ///   journal until it is cancelled
    boolean resume() {
        var run = carry(List.of("resume"), Set.of(DONE, FAILED, REFUSED, NOBODY_ANSWERED));
        return run.exitCode() == DONE || (run.exitCode() == REFUSED && isOnlyNotFound(run));
    }

    private static boolean isOnlyNotFound(Run run) {
        return run.err()
                .lines()
                .filter(line -> line.startsWith("sampan: "))
                .allMatch(line -> line.endsWith(": refused: not found"));
    }

    // ---- how they do it ----------------------------------------------------------------------

    private Path make(String kind, long size) {
        var label = "%s-%s-%d".formatted(kind, name, ++numbers);
        var file = Content.random(folder.resolve(label), chances.seed(), size);
        var digest = Content.treeDigest(file).toString();
        testimony.onMade(new Made(label, name, size, digest, kind.equals("shared")));
        return file;
    }

    /// Runs a command, perhaps not to its end, and writes down what it says.
    ///
    /// @param explained the exit codes that trouble on the way explains
    private Run carry(List<Object> words, Set<Integer> explained) {
        testimony.onCommand();
        timeline.say(name, "%s", shown(words));
        var blows = trouble.blows();
        var begun = System.nanoTime();
        var run = cli.start(words.toArray());
        var end = clock.isOver() ? End.ITS_OWN : interfere(run);
        run.await(HANGS);
        facts.read(run, begun, end == End.KILLED);
        // What an older copy of the server's home lacks is carried again, and rightly so.
        var isRestored = testimony.restores().isAnySince(begun);
        if (!words.getFirst().equals("resume") && !isRestored) {
            checkResent(run, trouble.lasting() + trouble.blows() - blows + 1);
        }
        var code = run.exitCode();
        timeline.say(name, "  %s ended with %d%s", words.getFirst(), code, reason(run, code));
        var isExplained =
                switch (end) {
                    case ITS_OWN -> explained.contains(code) || (isRestored && code == FAILED);
                    case STOPPED -> explained.contains(code) || code == FAILED || wasPaused(run);
                    case KILLED -> true;
                };
        if (!isExplained) {
            testimony.blame(name + ": " + shown(words) + " ended with " + code + ": " + run.err());
        }
        if (run.err().contains(INBOX_IS_FULL)) {
            testimony.blame(name + " finds no room in an inbox: " + run.err());
        }
        return run;
    }

    /// Each blow costs at most what was on its way when it fell.
    ///
    /// @param blows that may have fallen on this command, its own pause or cancel among them
    private void checkResent(Run run, int blows) {
        for (var fact : run.facts()) {
            var most = blows * Math.min(ON_THE_WAY, fact.path("bytes").asLong());
            if (fact.path("event").asString().equals("sum")
                    && fact.path("resent").asLong() > most) {
                testimony.blame(
                        "%s carried too much again, with %d blows: %s"
                                .formatted(name, blows, fact));
            }
        }
    }

    private static String reason(Run run, int code) {
        return code == DONE ? "" : ": " + run.err().lines().findFirst().orElse("");
    }

    /// What a command's end came from.
    private enum End {
        ITS_OWN,
        /// It was paused or cancelled.
        STOPPED,
        KILLED
    }

    private End interfere(Run run) {
        if (!chances.oneIn(4)) {
            return End.ITS_OWN;
        }
        var later = chances.time(Duration.ofMillis(300), Duration.ofSeconds(3));
        if (run.endsWithin(later)) {
            return End.ITS_OWN;
        }
        switch ((int) chances.between(0, 3)) {
            case 0 -> {
                tell("pause", "--all");
                run.await(HANGS);
                tell("continue", "--all");
            }
            case 1 -> tell("cancel", "--all");
            default -> {
                timeline.say(name, "  kill -9 of that command");
                run.kill();
                kills++;
                return End.KILLED;
            }
        }
        return End.STOPPED;
    }

    private void tell(Object... words) {
        timeline.say(name, "  %s", shown(List.of(words)));
        var begun = System.nanoTime();
        var run = cli.start(words).await(HANGS);
        facts.read(run, begun, false);
        if (!Set.of(DONE, FAILED, REFUSED, NOBODY_ANSWERED).contains(run.exitCode())) {
            testimony.blame(name + ": " + shown(List.of(words)) + ": " + run.err());
        }
    }

    private static String shown(List<Object> words) {
        return words.stream()
                .map(word -> word instanceof Path path ? path.getFileName() + "" : word + "")
                .collect(Collectors.joining(" "));
    }
}
