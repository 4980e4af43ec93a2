package io.sampan.bench.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sampan.client.ClientConfig;
import io.sampan.client.Sampan;
import io.sampan.client.identity.Identity;
import io.sampan.client.identity.InviteLink;
import io.sampan.client.lane.Credentials;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.PutRequest;
import io.sampan.client.task.TransferResult;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// A client that does what it is told, one line at a time, and says how many nanoseconds each thing
/// took. Fields are separated by tabs; an answer starts with `done` or `failed`:
///
/// | asked | answered |
/// |---|---|
/// | `put FILE NAME` | `done NANOS ID RESENT`: how many bytes were given to lanes a second time |
/// | `putall FOLDER` | `done NANOS COUNT` |
/// | `removeall` | `done NANOS` |
/// | `get ID FILE` | `done NANOS` |
/// | `remove ID` | `done NANOS` |
///
/// Settings are those of the command line: [ClientConfig#of]. One thread.
public final class Driver {

    private static final int REMOVED_AT_ONCE = 32;

    private final Sampan sampan;
    private final List<MediaId> batch = new ArrayList<>();

    private Driver(Sampan sampan) {
        this.sampan = sampan;
    }

    /// Words: the home, the user's name, the relays; and, where that is wanted, `lanes=N` or
    /// `files=N` for how many lanes, or files at once, if not as many as usual, or an invitation to
    /// a private server.
    public static void main(String... words) throws IOException {
        var usual =
                ClientConfig.of(
                        Path.of(words[0]),
                        isInvited(words)
                                ? invited(new UserName(words[1]), InviteLink.parse(words[3]))
                                : new Credentials.NameOnly(new UserName(words[1])),
                        HostPort.parseList(words[2]));
        var config = words.length > 3 && !isInvited(words) ? with(usual, words[3]) : usual;
        var out = new PrintStream(System.out, true, UTF_8);
        try (var sampan = Sampan.open(config);
                var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            var driver = new Driver(sampan);
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                out.println(driver.answer(List.of(line.split("\t", -1))));
            }
        }
    }

    private static ClientConfig with(ClientConfig usual, String setting) {
        var pair = setting.split("=", 2);
        var number = Integer.parseInt(pair[1]);
        return pair[0].equals("files") ? usual.withFilesAtOnce(number) : usual.withLanes(number);
    }

    private static boolean isInvited(String... words) {
        return words.length > 3 && words[3].startsWith("sampan:");
    }

    private static Credentials invited(UserName name, InviteLink link) {
        return new Credentials.Proved(Identity.make(name, link), link.code());
    }

    private String answer(List<String> words) {
        try {
            return "done\t" + carryOut(words);
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            return "failed\t" + e.toString().replace('\n', ' ');
        }
    }

    private String carryOut(List<String> words) throws IOException {
        return switch (words.getFirst()) {
            case "put" -> put(Path.of(words.get(1)), words.get(2));
            case "putall" -> putAll(Path.of(words.get(1)));
            case "removeall" -> removeAll();
            case "get" -> get(words.get(1), Path.of(words.get(2)));
            case "remove" -> remove(MediaId.parse(words.get(1)));
            default -> throw new IllegalArgumentException("unknown: " + words);
        };
    }

    private String put(Path source, String name) {
        var request = PutRequest.of(source, new MediaName(name));
        var start = System.nanoTime();
        var transfer = sampan.put(request);
        var result = transfer.await();
        var nanos = System.nanoTime() - start;
        return nanos + "\t" + media(result).id() + "\t" + transfer.snapshot().bytesResent();
    }

    private String putAll(Path folder) throws IOException {
        List<PutRequest> requests;
        try (var files = Files.list(folder)) {
            requests = files.map(PutRequest::of).toList();
        }
        var start = System.nanoTime();
        var results = sampan.put(requests).await();
        var nanos = System.nanoTime() - start;
        results.forEach(result -> batch.add(media(result).id()));
        return nanos + "\t" + results.size();
    }

    private String removeAll() {
        var start = System.nanoTime();
        try (var workers = Executors.newFixedThreadPool(REMOVED_AT_ONCE)) {
            var removals = batch.stream().map(id -> workers.submit(() -> remove(id))).toList();
            for (var removal : removals) {
                removal.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        batch.clear();
        sampan.forgetOver();
        return Long.toString(System.nanoTime() - start);
    }

    private String get(String id, Path target) {
        var request = GetRequest.to(new MediaRef.ById(MediaId.parse(id)), target);
        var start = System.nanoTime();
        var result = sampan.get(request).await();
        var nanos = System.nanoTime() - start;
        media(result);
        return Long.toString(nanos);
    }

    private String remove(MediaId id) {
        var start = System.nanoTime();
        return switch (sampan.remove(new MediaRef.ById(id))) {
            case Outcome.Done<MediaId> _ -> Long.toString(System.nanoTime() - start);
            case Outcome.Refused<MediaId>(var refusal) ->
                    throw new IllegalStateException(refusal.toString());
        };
    }

    private static Media media(TransferResult result) {
        if (result instanceof TransferResult.Done(var media, var _)) {
            return media;
        }
        throw new IllegalStateException(result.toString());
    }
}
