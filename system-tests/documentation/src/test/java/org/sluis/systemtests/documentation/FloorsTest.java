// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.documentation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Four floors, arrows down only. */
class FloorsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.sluis");

    private static final List<String> BANNED =
            List.of("Manager", "Helper", "Util", "Impl", "Base", "Common", "Processor", "Info");

    @Test
    void arrowsPointDown() {
        assertThat(CLASSES).hasSizeGreaterThan(100);

        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("connector")
                .definedBy("org.sluis.connector..")
                .layer("extensions")
                .definedBy("org.sluis.extensions..")
                .layer("policies")
                .definedBy("org.sluis.policies..")
                .whereLayer("connector")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("extensions")
                .mayOnlyBeAccessedByLayers("connector")
                .check(CLASSES);
    }

    @Test
    void policiesKnowNoConnectorNoDatabaseAndNoNetwork() {
        noClasses()
                .that()
                .resideInAPackage("org.sluis.policies..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.eclipse.edc..",
                        "org.eclipse.jetty..",
                        "jakarta..",
                        "java.sql..",
                        "javax.sql..",
                        "java.net.http..",
                        "org.postgresql..")
                .check(CLASSES);
    }

    @Test
    void policiesReadNoClock() {
        noClasses()
                .that()
                .resideInAPackage("org.sluis.policies..")
                .and()
                .resideOutsideOfPackage("org.sluis.policies.testkit..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(CLASSES);
    }

    @Test
    void modulesFormNoCycle() {
        slices().matching("org.sluis.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void namesAreTheFieldsOwn() {
        assertThat(CLASSES.stream()
                        .map(JavaClass::getSimpleName)
                        .filter(name -> BANNED.stream().anyMatch(name::endsWith)))
                .isEmpty();
    }

    @Test
    void onlyExtensionsAndTheRuntimeAreCalledExtension() {
        noClasses()
                .that()
                .resideInAnyPackage("org.sluis.policies..", "org.sluis.connector.cli..")
                .should()
                .haveSimpleNameEndingWith("Extension")
                .check(CLASSES);
    }

    @Test
    void packagesAreAtMostFourDeep() {
        assertThat(CLASSES.stream()
                        .map(type -> type.getPackageName().toLowerCase(Locale.ROOT))
                        .distinct()
                        .filter(name -> name.split("\\.").length > 6))
                .isEmpty();
    }
}
