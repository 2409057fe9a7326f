// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.TreeHead;

class CheckpointTest {

    /** The example of C2SP tlog-cosignature, which holds the one of tlog-checkpoint. */
    private static final String EXAMPLE = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            \u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
            """;

    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    private static final Checkpoint CHECKPOINT = Checkpoint.of(
            "maker.example/plog/2026", new TreeHead(7, Hash.fromBase64(ROOT).orElseThrow()));

    private static final NoteSigner LOG = NoteSigner.ed25519("maker.example/plog/2026", seed(1));
    private static final NoteSigner WITNESS = NoteSigner.cosigner("witness.example/w1", seed(2));

    @Test
    void theExamplesOfTheSpecificationsAreRead() {
        var note = SignedNote.parse(EXAMPLE.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        var checkpoint = Checkpoint.parse(note.text()).orElseThrow();
        var cosignature = note.signatures().get(1);

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.head().size()).isEqualTo(20_852_163);
        assertThat(checkpoint.head().root().base64()).isEqualTo(ROOT);
        assertThat(checkpoint.text()).isEqualTo(note.text());
        assertThat(note.bytes()).isEqualTo(EXAMPLE.getBytes(StandardCharsets.UTF_8));
        assertThat(note.signatures().get(0).signature()).hasSize(SignatureType.ED25519.length());
        assertThat(cosignature.signature()).hasSize(SignatureType.COSIGNATURE.length());
        assertThat(ByteBuffer.wrap(cosignature.signature()).getLong()).isEqualTo(1_679_315_147);
    }

    @Test
    void theCosignedMessageIsTheOneOfTheSpecification() {
        var text = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";

        assertThat(new String(Cosignatures.message(1_679_315_147, text), StandardCharsets.UTF_8))
                .isEqualTo("cosignature/v1\ntime 1679315147\n" + text);
    }

    @Test
    void signatureAndCosignatureVerify() {
        var note = cosigned();

        var verdict = note.verify(List.of(LOG.key(), WITNESS.key()));

        assertThat(verdict.by(LOG.key())).isPresent();
        assertThat(verdict.by(WITNESS.key()).orElseThrow().time()).isEqualTo(OptionalLong.of(1_800_000_000));
    }

    @Test
    void anAlteredCosignatureTimeIsRefused() {
        var line = WITNESS.cosign(CHECKPOINT, 1_800_000_000);
        var stamped = line.signature();
        stamped[7] ^= 1;
        var altered = new SignatureLine(line.name(), line.keyId(), stamped);

        assertThat(SignedNote.of(CHECKPOINT.text(), line)
                        .verify(List.of(WITNESS.key()))
                        .by(WITNESS.key()))
                .isPresent();
        assertThat(SignedNote.of(CHECKPOINT.text(), altered).verify(List.of(WITNESS.key())))
                .isInstanceOf(NoteVerdict.Refused.class);
    }

    @Test
    void aTimeBeyondTheLargestIsRefused() {
        var stamped = WITNESS.cosign(CHECKPOINT, 0).signature();
        stamped[0] = (byte) 0x80;

        assertThat(SignedNote.of(
                                CHECKPOINT.text(),
                                new SignatureLine(
                                        WITNESS.key().name(), WITNESS.key().id(), stamped))
                        .verify(List.of(WITNESS.key())))
                .isInstanceOf(NoteVerdict.Refused.class);
    }

    @Test
    void aPlainSignatureIsNoCosignatureByTheSameKey() {
        var plain = NoteSigner.ed25519("witness.example/w1", seed(2));

        assertThat(plain.key().publicKey()).isEqualTo(WITNESS.key().publicKey());
        assertThat(plain.key().id()).isNotEqualTo(WITNESS.key().id());
        assertThat(SignedNote.of(CHECKPOINT.text(), plain.sign(CHECKPOINT.text()))
                        .verify(List.of(WITNESS.key())))
                .isInstanceOf(NoteVerdict.Refused.class);
    }

    @Test
    void extensionLinesAreKept() {
        var text = "log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\nand more\n";

        assertThat(Checkpoint.parse(text).orElseThrow().extensions()).containsExactly("more", "and more");
        assertThat(Checkpoint.parse(text).orElseThrow().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "log.example\n7\n",
                "\n7\n" + ROOT + "\n",
                "log.example\n07\n" + ROOT + "\n",
                "log.example\n-7\n" + ROOT + "\n",
                "log.example\n+7\n" + ROOT + "\n",
                "log.example\n 7\n" + ROOT + "\n",
                "log.example\n٧\n" + ROOT + "\n",
                "log.example\n9223372036854775808\n" + ROOT + "\n",
                "log.example\n99999999999999999999\n" + ROOT + "\n",
                "log.example\n7\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "log.example\n7\nAAAA\n",
                "log.example\n7\n" + ROOT,
                "log.example\n7\n" + ROOT + "\n\n",
                "log.example\n7\n" + ROOT + "\n\nmore\n",
            })
    void otherTextsAreNoCheckpoint(String text) {
        assertThat(Checkpoint.parse(CHECKPOINT.text())).contains(CHECKPOINT);
        assertThat(Checkpoint.parse(text)).isEmpty();
    }

    @Test
    void aSignerKeepsToItsOwnType() {
        assertThatThrownBy(() -> WITNESS.sign(CHECKPOINT.text())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> LOG.cosign(CHECKPOINT, 1)).isInstanceOf(IllegalStateException.class);
    }

    private static SignedNote cosigned() {
        return SignedNote.of(CHECKPOINT.text(), LOG.sign(CHECKPOINT.text()))
                .with(WITNESS.cosign(CHECKPOINT, 1_800_000_000));
    }

    private static byte[] seed(int fill) {
        var seed = new byte[32];
        Arrays.fill(seed, (byte) fill);
        return seed;
    }
}
