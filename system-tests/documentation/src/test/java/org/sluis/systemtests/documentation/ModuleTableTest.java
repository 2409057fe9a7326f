// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.documentation;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The module table in the README and the POMs say the same. */
class ModuleTableTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+/[a-z-]+)` \\| ([^|]+?) \\|([^|]*)\\|$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private record Module(String path, String purpose, SortedSet<String> uses) {}

    @Test
    void theReadmeAgreesWithThePoms() throws Exception {
        assertThat(inReadme()).containsExactlyElementsOf(inPoms()).hasSizeGreaterThan(10);
    }

    private static List<Module> inReadme() throws Exception {
        return ROW.matcher(Repository.text("README.md"))
                .results()
                .map(row -> new Module(row.group(1), row.group(2), names(row.group(3))))
                .toList();
    }

    private static List<Module> inPoms() {
        return Repository.modules().stream().map(ModuleTableTest::inPom).toList();
    }

    private static Module inPom(String path) {
        var pom = Repository.pom(path);
        var uses = Repository.children(pom, "dependencies").stream()
                .flatMap(dependencies -> Repository.children(dependencies, "dependency").stream())
                .filter(dependency ->
                        Repository.child(dependency, "groupId").orElseThrow().equals("org.sluis"))
                .filter(dependency ->
                        !Repository.child(dependency, "scope").orElse("compile").equals("test"))
                .map(dependency -> Repository.child(dependency, "artifactId").orElseThrow())
                .collect(toCollection(TreeSet::new));
        return new Module(path, Repository.child(pom, "description").orElse(""), uses);
    }

    private static SortedSet<String> names(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).collect(toCollection(TreeSet::new));
    }
}
