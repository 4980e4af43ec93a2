package io.sampan.systemtests.harness;

import io.sampan.wire.net.HostPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A person with a home, who runs commands, each a process of its own. Used by one thread.
public final class SampanCli {

    private final Lab lab;
    private final String name;
    private final Path home;
    private final List<HostPort> via;
    private final String jvmOptions;
    private int runs;

    SampanCli(Lab lab, String name, Path home, List<HostPort> via) {
        this(lab, name, home, via, "");
    }

    private SampanCli(Lab lab, String name, Path home, List<HostPort> via, String jvmOptions) {
        this.lab = lab;
        this.name = name;
        this.home = home;
        this.via = List.copyOf(via);
        this.jvmOptions = jvmOptions;
    }

    /// The same person and home, going another way.
    public SampanCli via(HostPort... others) {
        return new SampanCli(lab, name, home, Arrays.asList(others), jvmOptions);
    }

    /// The same with options for the JVM.
    public SampanCli heap(String options) {
        return new SampanCli(lab, name, home, via, options);
    }

    /// `SAMPAN_HOME`.
    public Path home() {
        return home;
    }

    /// Starts `sampan COMMAND --as NAME --via … --json WORDS…`, and returns at once.
    public Run start(Object... words) {
        var arguments = new ArrayList<>(Arrays.stream(words).map(Object::toString).toList());
        // Behind the command's name: what follows may begin with `--`.
        arguments.add(1, "--json");
        arguments.addAll(1, identity());
        return launch(arguments);
    }

    /// The options that say who one is, and which way to go.
    public List<String> identity() {
        var addresses = String.join(",", via.stream().map(HostPort::toString).toList());
        return List.of("--as", name, "--via", addresses);
    }

    /// Starts `sampan WORDS…` and nothing more.
    public Run startPlain(Object... words) {
        return launch(Arrays.stream(words).map(Object::toString).toList());
    }

    private Run launch(List<String> arguments) {
        var label =
                name
                        + "-"
                        + arguments.getFirst()
                        + "-"
                        + Integer.toHexString(home.hashCode() ^ runs++);
        var out = lab.logs().resolve(label + ".out");
        var err = lab.logs().resolve(label + ".err");
        var environment = Map.of("SAMPAN_HOME", home.toString(), "SAMPAN_JAVA_OPTS", jvmOptions);
        var process = lab.program().start(arguments, environment, out, err);
        return lab.owns(new Run(label, process, out, err));
    }

    /// Runs a command to its end.
    public Run run(Object... words) {
        return start(words).await();
    }

    /// Runs a command that must succeed.
    public Run done(Object... words) {
        return run(words).exitsWith(0);
    }
}
