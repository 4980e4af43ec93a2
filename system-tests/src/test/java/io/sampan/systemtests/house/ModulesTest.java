package io.sampan.systemtests.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The arrows between modules are those of `docs/architecture.md`, and no others.
class ModulesTest {

    private final JavaClasses all = Classes.OF_SAMPAN;

    @ParameterizedTest
    @CsvSource({
        "model, ''",
        "disk, model",
        "wire, model",
        "core, model",
        "store, core disk model",
        "relay, wire.net model",
        "server, wire core model",
        "client, wire disk model",
        "web, wire core model",
        "cli, relay server web store client core wire disk model",
    })
    void aModuleUsesOnlyTheModulesBelowIt(String module, String below) {
        var allowed =
                Stream.concat(Stream.of(module), Arrays.stream(below.split(" ")))
                        .filter(name -> !name.isEmpty())
                        .map(name -> "io.sampan." + name + "..")
                        .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage("io.sampan." + module + "..")
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage("io.sampan..")).or(resideInAnyPackage(allowed)))
                .check(all);
    }

    @Test
    void theCoreNeverSeesAFrameASocketOrADatabase() {
        noClasses()
                .that()
                .resideInAPackage("io.sampan.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.netty..", "com.google.protobuf..", "java.sql..", "org.jdbi..")
                .check(all);
    }

    @Test
    void aRelayIsNettyAloneAndKnowsNeitherFramesNorFiles() {
        noClasses()
                .that()
                .resideInAPackage("io.sampan.relay..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.protobuf..", "java.nio.file..", "java.sql..")
                .check(all);
    }

    @Test
    void theModelIsValuesOverTheJdk() {
        classes()
                .that()
                .resideInAPackage("io.sampan.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.sampan.model..", "java..", "org.jspecify..")
                .check(all);
    }

    @Test
    void netTalksToTheWireAndTheRelayOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.sampan.wire..", "io.sampan.relay..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty.channel..")
                .check(all);
    }
}
