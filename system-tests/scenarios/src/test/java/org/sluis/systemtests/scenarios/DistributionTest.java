// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is packaged, and what is not. */
class DistributionTest {

    @Test
    void whatAFirmRunsContainsNothingThatBelievesUnprovenNames() throws Exception {
        try (var jar = new JarFile(new File("../../connector/cli/target/dist/sluis.jar"))) {
            var classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);

            assertThat(classPath.split(" "))
                    .hasSizeGreaterThan(100)
                    .noneMatch(entry -> entry.contains("mock") || entry.contains("insecure"))
                    .anyMatch(entry -> entry.contains("identity"));
        }
    }
}
