package io.sampan.systemtests.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.io.Serializable;

/// All that Sampan is made of, but for tests and what protoc wrote.
final class Classes {

    static final JavaClasses OF_SAMPAN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(Classes::isOurs)
                    .importPackages("io.sampan");

    private Classes() {}

    static boolean isSerializable(JavaClass type) {
        return type.isEquivalentTo(Serializable.class);
    }

    private static boolean isOurs(Location location) {
        return !location.contains("/io/sampan/wire/proto/")
                && !location.contains("/system-tests/")
                && !location.contains("/bench/");
    }
}
