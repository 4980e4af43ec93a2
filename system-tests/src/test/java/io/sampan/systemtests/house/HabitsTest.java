package io.sampan.systemtests.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What is done everywhere, or nowhere.
class HabitsTest {

    private final JavaClasses all = Classes.OF_SAMPAN;

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        var bare = new TreeSet<String>();
        for (JavaClass one : all) {
            JavaPackage home = one.getPackage();
            if (!home.isAnnotatedWith(NullMarked.class)) {
                bare.add(home.getName());
            }
        }

        assertThat(bare).isEmpty();
    }

    @Test
    void javaSerializationIsUsedNowhere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
                .check(all);

        assertThat(all)
                .filteredOn(one -> !one.isAssignableTo(Throwable.class) && !one.isEnum())
                .noneMatch(
                        one -> one.getRawInterfaces().stream().anyMatch(Classes::isSerializable));
    }

    @Test
    void noStaticChanges() {
        fields().that().areStatic().should().beFinal().check(all);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("javax.inject.Inject")
                .check(all);
    }

    @Test
    void onlyTheCommandLineSpeaksToStandardOutput() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.sampan.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(all);
    }

    @Test
    void namesSayWhatSomethingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(all);
    }
}
