// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.Sha256;

/** The vectors that make-vectors.py wrote from the definitions. */
class OwnVectorsTest {

    private static final JsonNode VECTORS = read();
    private static final InMemoryNodes NODES = Trees.nodes(70_000);
    private static final TreeProofs PROOFS = new TreeProofs(NODES);

    @Test
    void rootsAgree() {
        assertThat(VECTORS.get("roots")).hasSizeGreaterThan(30).allSatisfy(vector -> {
            var frontier = new Frontier();
            Trees.leaves(vector.get("size").asInt()).forEach(frontier::append);

            assertThat(frontier.head().root().hex())
                    .isEqualTo(vector.get("root").asText());
        });
    }

    @Test
    void inclusionProofsAgreeAndHold() {
        assertThat(VECTORS.get("inclusion")).hasSizeGreaterThan(100).allSatisfy(vector -> {
            long index = vector.get("index").asLong();
            long size = vector.get("size").asLong();

            var proof = PROOFS.inclusion(index, size);

            assertThat(proof.path()).isEqualTo(hashes(vector));
            assertThat(proof.proves(new TreeHashing().leaf(Trees.leaf(index)), index, PROOFS.head(size)))
                    .isTrue();
        });
    }

    @Test
    void consistencyProofsAgreeAndHold() {
        assertThat(VECTORS.get("consistency")).hasSizeGreaterThan(100).allSatisfy(vector -> {
            long first = vector.get("first").asLong();
            long second = vector.get("second").asLong();

            var proof = PROOFS.consistency(first, second);

            assertThat(proof.path()).isEqualTo(hashes(vector));
            assertThat(proof.proves(PROOFS.head(first), PROOFS.head(second))).isTrue();
        });
    }

    @Test
    void tilesAgree() {
        assertThat(VECTORS.get("tiles")).hasSize(9).allSatisfy(vector -> {
            var address = Tiles.at(
                    vector.get("level").asInt(),
                    vector.get("index").asLong(),
                    vector.get("size").asLong());

            var tile = Tiles.bytes(address, NODES);

            assertThat(tile).hasSize(vector.get("bytes").asInt());
            assertThat(Sha256.of(tile).hex()).isEqualTo(vector.get("sha256").asText());
        });
    }

    private static List<Hash> hashes(JsonNode vector) {
        return StreamSupport.stream(vector.get("path").spliterator(), false)
                .map(text -> Hash.fromHex(text.asText()).orElseThrow())
                .toList();
    }

    private static JsonNode read() {
        try (var in = OwnVectorsTest.class.getResourceAsStream("/merkle/vectors.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
