// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two evaluators that share code share its mistakes. */
class IndependenceTest {
    private static final Path SOURCES = Path.of("src/main/java/org/sluis/policies/testkit");

    @ParameterizedTest
    @ValueSource(strings = {"reference", "cases"})
    void sharesNothingWithTheEvaluatorOfTheConnector(String folder) throws Exception {
        try (var files = Files.walk(SOURCES.resolve(folder))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain(
                                "org.sluis.policies.odrl", "org.sluis.policies.decision", "org.sluis.policies.usage");
            }
        }
    }

    @Test
    void theReferenceUsesJacksonAndJavaOnly() throws Exception {
        try (var files = Files.walk(SOURCES.resolve("reference"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                List<String> foreign = Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("import "))
                        .filter(line -> !line.contains(" java.") && !line.contains(" com.fasterxml.jackson."))
                        .toList();
                assertThat(foreign).as(file.toString()).isEmpty();
            }
        }
    }
}
