package io.sampan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// What the command line says before anything is done.
class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theHelpNamesEveryCommandThatIsNotHidden() {
        var code = run("--help");

        assertThat(code).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains(commands());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachHelpFitsIntoEightyColumns(String command) {
        run(command, "--help");

        assertThat(out.toString().lines()).isNotEmpty().allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "puts",
                "put",
                "put --nmae x file",
                "get",
                "pause",
                "pause 1 --all",
                "relay --listen 127.0.0.1:0",
                "relay --upstream 127.0.0.1:1",
                "relay --listen here --upstream 127.0.0.1:1",
                "server --listen 127.0.0.1:99999",
                "ls --as ../etc",
            })
    void whatIsNotUnderstoodIsWrongUsageAndPointsToTheHelp(String words) {
        var code = run(words.isEmpty() ? new String[0] : words.split(" "));

        assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err.toString()).startsWith("sampan: ").contains("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--package 0", "--package-layout md5"})
    void aPackageListenerWantsBothItsAddressAndItsLayout(String words) {
        var code = run(("server --plain --listen 127.0.0.1:0 " + words).split(" "));

        assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err.toString()).contains("--package-layout").contains("layout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "put|",
                "put|file|",
                "put|file|--name|",
                "put|file|--type|",
                "put|--public|--private|file",
                "send||--to|bob",
                "send|file|--to|",
                "get|",
                "get|x|-o|",
                "get|x|--into|",
                "rm|",
                "receive|--into|",
                "ls|--as|",
                "ls|--via|",
                "server|--home|",
                "server|--config|",
            })
    void whatIsEmptyIsRefusedEverywhere(String words) {
        var code = run(words.split("\\|", -1));

        assertThat(code).as(err.toString()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void aMisspelledOptionIsRecognized() {
        run("put", "--privat", "file");

        assertThat(err.toString()).contains("Did you mean", "--private");
    }

    @Test
    void aPlainServerRefusesToListenToTheWorld() {
        var code = run("server", "--plain", "--listen", "0.0.0.0:0");

        assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err.toString()).contains("loopback only");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(run("help")).isEqualTo(ExitCode.DONE);
        var all = out.toString();
        out.getBuffer().setLength(0);
        assertThat(run("help", "send")).isEqualTo(ExitCode.DONE);

        assertThat(all).contains(commands());
        assertThat(out.toString()).contains("sampan send");
    }

    @Test
    void helpAboutNothingThatIsThereIsWrongUsage() {
        assertThat(run("help", "sned")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(err.toString()).startsWith("sampan: there is no command 'sned'");
    }

    @Test
    void versionIsACommandToo() {
        assertThat(run("version")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("sampan ");
    }

    @Test
    void aShellIsTaughtToComplete() {
        assertThat(run("completion")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("receive");
        assertThat(out.toString()).doesNotContain("rehearse");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void onlyTheCommandThatIsAskedForIsMade(String command) {
        Assumptions.assumeFalse(List.of("help", "completion").contains(command));
        var made = SampanCommand.commandLine(command, "--help").getSubcommands();

        assertThat(made).containsOnlyKeys(command);
    }

    private int run(String... words) {
        return SampanCommand.commandLine(words)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    static List<String> commands() {
        return SampanCommand.commandLine().getSubcommands().entrySet().stream()
                .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(java.util.Map.Entry<String, CommandLine>::getKey)
                .toList();
    }
}
