package io.sampan.systemtests.harness;

import io.sampan.systemtests.fault.Namespace;
import io.sampan.wire.net.HostPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A person with a home, who runs commands, each a process of its own. Used by one thread.
public final class SampanCli {

    private final Lab lab;
    private final String name;
    private final Path home;
    private final List<HostPort> via;
    private final Path folder;
    private final List<String> options;
    private final Map<String, String> environment;
    private final Optional<Namespace> place;

    SampanCli(Lab lab, String name, Path home, List<HostPort> via) {
        this(lab, name, home, via, lab.logs(), List.of(), Map.of(), Optional.empty());
    }

    private SampanCli(
            Lab lab,
            String name,
            Path home,
            List<HostPort> via,
            Path folder,
            List<String> options,
            Map<String, String> environment,
            Optional<Namespace> place) {
        this.lab = lab;
        this.name = name;
        this.home = home;
        this.via = List.copyOf(via);
        this.folder = folder;
        this.options = options;
        this.environment = environment;
        this.place = place;
    }

    /// The same person and home, going another way.
    public SampanCli via(HostPort... others) {
        return new SampanCli(
                lab, name, home, Arrays.asList(others), folder, options, environment, place);
    }

    /// The same person, who runs commands in another folder.
    public SampanCli in(Path otherFolder) {
        return new SampanCli(lab, name, home, via, otherFolder, options, environment, place);
    }

    /// The same person, who adds these options to every command.
    public SampanCli with(String... moreOptions) {
        return new SampanCli(
                lab, name, home, via, folder, List.of(moreOptions), environment, place);
    }

    /// The same person, whose commands find these variables.
    public SampanCli under(Map<String, String> variables) {
        return new SampanCli(lab, name, home, via, folder, options, variables, place);
    }

    /// The same person in another place, who goes another way from there.
    public SampanCli from(Namespace elsewhere, HostPort... others) {
        return new SampanCli(
                lab,
                name,
                home,
                Arrays.asList(others),
                folder,
                options,
                environment,
                Optional.of(elsewhere));
    }

    /// `SAMPAN_HOME`.
    public Path home() {
        return home;
    }

    /// Starts `sampan COMMAND --as NAME --via … --json WORDS…`, and returns at once.
    public Run start(Object... words) {
        var arguments = withIdentity(words);
        arguments.add(1, "--json");
        return launch(arguments);
    }

    /// The same without `--json`: for what people are told.
    public Run startTold(Object... words) {
        return launch(withIdentity(words));
    }

    /// Starts `sampan WORDS…` and nothing more.
    public Run startPlain(Object... words) {
        return launch(Arrays.stream(words).map(Object::toString).toList());
    }

    /// Runs a line of bash to its end, in which `sampan COMMAND …` is this person's: for pipes and
    /// redirections. Ends with the status of the last command in a pipe that fails.
    public Run script(String line) {
        var function =
                "sampan() { local command=$1; shift; \"$0\" \"$command\" "
                        + String.join(" ", identity())
                        + " \"$@\"; }\n";
        var label = name + "-script-" + lab.nextNumber();
        var out = lab.logs().resolve(label + ".out");
        var err = lab.logs().resolve(label + ".err");
        var process =
                lab.program()
                        .startScript(
                                function + "set -o pipefail\n" + line,
                                variables(),
                                folder,
                                out,
                                err);
        return lab.owns(new Run(label, process, out, err)).await();
    }

    private Map<String, String> variables() {
        var variables = new HashMap<>(environment);
        variables.put("SAMPAN_HOME", home.toString());
        return variables;
    }

    private List<String> withIdentity(Object... words) {
        var arguments = new ArrayList<>(Arrays.stream(words).map(Object::toString).toList());
        // Behind the command's name: what follows may begin with `--`.
        arguments.addAll(1, options);
        arguments.addAll(1, identity());
        return arguments;
    }

    /// The options that say who one is, and which way to go.
    public List<String> identity() {
        var addresses = String.join(",", via.stream().map(HostPort::toString).toList());
        return List.of("--as", name, "--via", addresses);
    }

    private Run launch(List<String> arguments) {
        var label = name + "-" + arguments.getFirst() + "-" + lab.nextNumber();
        var out = lab.logs().resolve(label + ".out");
        var err = lab.logs().resolve(label + ".err");
        var process = lab.program().start(place, arguments, variables(), folder, out, err);
        return lab.owns(new Run(label, process, out, err));
    }

    /// Runs a command to its end.
    public Run run(Object... words) {
        return start(words).await();
    }

    /// Who looks up what this person finds, without a command.
    public ServerState witness() {
        return new ServerState(lab.folder("home-of-" + name + "-as-witness"), name, via);
    }

    /// Runs a command that must succeed.
    public Run done(Object... words) {
        return run(words).exitsWith(0);
    }
}
