// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every source file. */
class SourceFilesTest {

    private static final Pattern UNFINISHED =
            Pattern.compile("TO" + "DO|FIX" + "ME|@Dis" + "abled|throw new Unsupported" + "OperationException");

    @Test
    void everyJavaFileCarriesItsLicence() {
        assertThat(javaFiles())
                .hasSizeGreaterThan(100)
                .allSatisfy(file -> assertThat(read(file)).startsWith("// SPDX-License-Identifier: Apache-2.0"));
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(javaFiles())
                .allSatisfy(file -> assertThat(UNFINISHED.matcher(read(file)).find())
                        .as(file.toString())
                        .isFalse());
    }

    private static List<Path> javaFiles() {
        try (Stream<Path> files = Files.walk(Repository.ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
