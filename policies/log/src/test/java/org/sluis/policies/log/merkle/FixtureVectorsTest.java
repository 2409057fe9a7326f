// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.Sha256;

/** The proof vectors of transparency-dev/merkle, where the fixtures are at hand. */
@EnabledIfEnvironmentVariable(named = "SLUIS_FIXTURES", matches = ".+")
class FixtureVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    List<DynamicTest> inclusion() throws IOException {
        var files = files("inclusion");
        assertThat(files).hasSizeGreaterThanOrEqualTo(92);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    var vector = JSON.readTree(file.toFile());

                    assertThat(includes(vector))
                            .isNotEqualTo(vector.get("wantErr").asBoolean());
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> consistency() throws IOException {
        var files = files("consistency");
        assertThat(files).hasSizeGreaterThanOrEqualTo(98);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    var vector = JSON.readTree(file.toFile());

                    assertThat(isConsistent(vector))
                            .isNotEqualTo(vector.get("wantErr").asBoolean());
                }))
                .toList();
    }

    private static boolean includes(JsonNode vector) {
        var root = hash(vector.get("root"));
        var leaf = hash(vector.get("leafHash"));
        var size = size(vector.get("treeSize"));
        var path = path(vector.get("proof"));
        if (root.isEmpty() || leaf.isEmpty() || size.isEmpty() || path.isEmpty()) {
            return false;
        }
        var index = vector.get("leafIdx").bigIntegerValue().longValue();
        return new InclusionProof(path.get()).proves(leaf.get(), index, new TreeHead(size.get(), root.get()));
    }

    private static boolean isConsistent(JsonNode vector) {
        var first = head(vector, "size1", "root1");
        var second = head(vector, "size2", "root2");
        var path = path(vector.get("proof"));
        return first.isPresent()
                && second.isPresent()
                && path.isPresent()
                && new ConsistencyProof(path.get()).proves(first.get(), second.get());
    }

    private static Optional<TreeHead> head(JsonNode vector, String size, String root) {
        return size(vector.get(size)).map(leaves -> new TreeHead(leaves, root(vector.get(root))));
    }

    /** Some vectors have a word as a root ("don't care 1"); another hash for each stands in, as our heads hold hashes only. */
    private static Hash root(JsonNode node) {
        return hash(node).orElseGet(() -> Sha256.of(node.asText().getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<Long> size(JsonNode size) {
        var value = size.bigIntegerValue();
        return value.signum() < 0 || value.compareTo(BigInteger.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(value.longValue());
    }

    private static Optional<List<Hash>> path(JsonNode proof) {
        var path = new ArrayList<Hash>();
        for (var node : proof) {
            var hash = hash(node);
            if (hash.isEmpty()) {
                return Optional.empty();
            }
            path.add(hash.get());
        }
        return Optional.of(path);
    }

    private static Optional<Hash> hash(JsonNode node) {
        return Hash.fromBase64(node.asText());
    }

    private static List<Path> files(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getenv("SLUIS_FIXTURES"), "merkle", kind))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
