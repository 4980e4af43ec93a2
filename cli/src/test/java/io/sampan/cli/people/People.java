package io.sampan.cli.people;

import io.sampan.cli.SampanCommand;
import io.sampan.cli.serve.Stage;
import io.sampan.client.ClientConfig;
import io.sampan.client.Sampan;
import io.sampan.model.UserName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server and its people in this process, who run commands as from a terminal. One test at a
/// time: the process has one standard output.
final class People implements AutoCloseable {

    private static final String HOME = "sampan.home";

    /// What a command did.
    record Ran(int exitCode, String out, String err) {

        List<JsonNode> facts() {
            return out.lines().map(line -> JsonMapper.shared().readTree(line)).toList();
        }
    }

    private final Path folder;
    private final Stage stage;

    private People(Path folder, Stage stage) {
        this.folder = folder;
        this.stage = stage;
    }

    static People start(Path folder) {
        return new People(folder, Stage.open(folder.resolve("server")));
    }

    /// How fast each of them may send and fetch files from now on; bytes a second.
    void limitEach(long uploads, long downloads) {
        stage.limitEach(uploads, downloads);
    }

    /// A session of somebody, who is known from now on.
    Sampan session(String name) {
        var config =
                ClientConfig.of(home(name), new UserName(name), List.of(stage.entrance()))
                        .withPatience(Duration.ofMinutes(2))
                        .withLanes(1);
        var session = Sampan.open(config);
        var _ = session.logIn();
        return session;
    }

    private Path home(String name) {
        return folder.resolve("home-of-" + name);
    }

    /// A folder of somebody's.
    Path folder(String name) {
        return folder.resolve(name);
    }

    /// Runs a command as somebody.
    Ran run(String name, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--as", name, "--via", stage.entrance().toString()));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var outBefore = System.out;
        var errBefore = System.err;
        System.setProperty(HOME, home(name).toString());
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            var code = SampanCommand.run(all.toArray(String[]::new));
            return new Ran(
                    code,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
            System.clearProperty(HOME);
        }
    }

    @Override
    public void close() {
        stage.close();
    }
}
