package io.sampan.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.cli.SampanCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagingCommandTest {

    @TempDir private Path folder;

    @Test
    void everyCommandHasAManPageAndCompletions() throws IOException {
        PackagingCommand.write(folder, SampanCommand.commandLine());

        var man = Files.readString(folder.resolve("man1/sampan.1"));
        var bash = Files.readString(folder.resolve("sampan.bash"));
        var fish = Files.readString(folder.resolve("sampan.fish"));
        for (var command : SampanCommand.commandLine().getSubcommands().values()) {
            var name = command.getCommandName();
            var hidden = command.getCommandSpec().usageMessage().hidden();
            assertThat(folder.resolve("man1/sampan-" + name + ".1").toFile().exists())
                    .as(name)
                    .isEqualTo(!hidden);
            assertThat(fish.contains("-a '" + name + "'")).as(name).isEqualTo(!hidden);
            if (!hidden) {
                assertThat(man).contains("sampan\\-" + name);
                assertThat(bash).contains(name);
            }
        }
    }

    @Test
    void aManPageTellsOptionsAndNothingIsTakenForARequest() throws IOException {
        PackagingCommand.write(folder, SampanCommand.commandLine());

        var page = Files.readString(folder.resolve("man1/sampan-relay.1"));

        assertThat(page)
                .startsWith(".TH SAMPAN-RELAY 1")
                .contains(".SH OPTIONS", "\\fB\\-\\-upstream HOST:PORT\\fR")
                .doesNotContain("@|");
        assertThat(page.lines().filter(line -> line.startsWith(".")))
                .allMatch(line -> line.matches("\\.(TH|SH|TP|PP).*"));
    }
}
