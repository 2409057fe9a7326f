// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.Frontier;
import org.sluis.policies.log.merkle.InMemoryNodes;
import org.sluis.policies.log.merkle.TreeProofs;

class TlogProofTest {

    private static final String ORIGIN = "maker.example/plog/2027";
    private static final NoteSigner LOG = NoteSigner.ed25519(ORIGIN, new byte[32]);

    private final InMemoryNodes nodes = new InMemoryNodes();
    private final TlogProof proof = proof();
    private final String text = new String(proof.bytes(), StandardCharsets.UTF_8);
    private final Hash leaf = nodes.node(0, 2);

    @Test
    void theTextIsThatOfTheSpecification() {
        assertThat(text)
                .startsWith("c2sp.org/tlog-proof@v1\nindex 2\n"
                        + nodes.node(0, 3).base64() + '\n' + nodes.node(1, 0).base64() + '\n'
                        + nodes.node(0, 4).base64() + "\n\n" + ORIGIN + "\n5\n");
    }

    @Test
    void whatIsWrittenIsReadAndProves() {
        var read = TlogProof.parse(proof.bytes()).orElseThrow();

        assertThat(read.proves(leaf, ORIGIN, List.of(LOG.key()))).isTrue();
        assertThat(read.bytes()).isEqualTo(proof.bytes());
    }

    @Test
    void anotherLeafLogOrKeyIsNotProven() {
        var stranger = NoteSigner.ed25519(ORIGIN, new byte[] {
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
        });

        assertThat(proof.proves(leaf, ORIGIN, List.of(LOG.key()))).isTrue();
        assertThat(proof.proves(nodes.node(0, 1), ORIGIN, List.of(LOG.key()))).isFalse();
        assertThat(proof.proves(leaf, "other.example", List.of(LOG.key()))).isFalse();
        assertThat(proof.proves(leaf, ORIGIN, List.of(stranger.key()))).isFalse();
    }

    @Test
    void extraDataIsCarried() {
        var with = new TlogProof(Optional.of("AAAA"), proof.index(), proof.proof(), proof.checkpoint());

        assertThat(new String(with.bytes(), StandardCharsets.UTF_8)).contains("@v1\nextra AAAA\nindex 2\n");
        assertThat(TlogProof.parse(with.bytes()).orElseThrow().extra()).contains("AAAA");
    }

    @ParameterizedTest
    @CsvSource({
        "@v1, @v2",
        "index 2, index 02",
        "index 2, index -2",
        "index 2, index",
        "index 2, extra A",
        "index 2, 'index 2 '",
        "maker.example/plog/2027 , nobody",
    })
    void otherTextsAreNoProof(String before, String after) {
        assertThat(text).contains(before);
        assertThat(TlogProof.parse(text.replace(before, after).getBytes(StandardCharsets.UTF_8))
                        .filter(read -> read.proves(leaf, ORIGIN, List.of(LOG.key()))))
                .isEmpty();
    }

    @Test
    void noBeginningOfAProofIsAProof() {
        for (int length = 0; length < proof.bytes().length; length++) {
            assertThat(TlogProof.parse(Arrays.copyOf(proof.bytes(), length))).isEmpty();
        }
    }

    private TlogProof proof() {
        var frontier = new Frontier(nodes);
        for (int i = 0; i < 5; i++) {
            frontier.append(new byte[] {(byte) i});
        }
        var checkpoint = Checkpoint.of(ORIGIN, frontier.head());
        var note = SignedNote.of(checkpoint.text(), LOG.sign(checkpoint.text()));
        return new TlogProof(Optional.empty(), 2, new TreeProofs(nodes).inclusion(2, 5), note);
    }
}
