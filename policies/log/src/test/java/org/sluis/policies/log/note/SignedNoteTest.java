// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    /** The example of C2SP signed-note. */
    private static final String VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static final String LINE =
            "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    private static final String NOTE = "This is an example message.\n\n" + LINE;

    private static final VerifierKey KEY = VerifierKey.parse(VKEY).orElseThrow();
    private static final NoteSigner OTHER = NoteSigner.ed25519("example.com/bar", new byte[32]);

    @Test
    void theExampleOfTheSpecificationVerifies() {
        var note = parse(NOTE);

        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(note.verify(List.of(KEY)).by(KEY)).isPresent();
        assertThat(new String(note.bytes(), StandardCharsets.UTF_8)).isEqualTo(NOTE);
    }

    @Test
    void anAlteredTextIsRefused() {
        assertThat(parse(NOTE.replace("example message", "exampel message")).verify(List.of(KEY)))
                .isEqualTo(new NoteVerdict.Refused("the signature of example.com/foo does not verify"));
    }

    @Test
    void theVerifierKeyOfTheSpecificationIsReadAndWritten() {
        assertThat(KEY.name()).isEqualTo("example.com/foo");
        assertThat(KEY.id()).isEqualTo(0x530d903a);
        assertThat(KEY.vkey()).isEqualTo(VKEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903a",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
                "example.com/foo+530d903a+BekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            })
    void otherTextsAreNoVerifierKey(String text) {
        assertThat(VerifierKey.parse(text)).isEmpty();
    }

    @Test
    void linesByUnknownKeysAreIgnored() {
        var note = parse(NOTE).with(OTHER.sign("something else\n"));

        assertThat(note.verify(List.of(KEY)).signatures())
                .extracting(VerifiedSignature::key)
                .containsExactly(KEY);
        assertThat(note.verify(List.of())).isEqualTo(new NoteVerdict.Refused("no signature by a known key"));
    }

    @Test
    void aLineWithTheSameNameByAnotherKeyIsIgnored() {
        var impostor = NoteSigner.ed25519("example.com/foo", new byte[32]);
        var forged = SignedNote.of("Forged.\n", impostor.sign("Forged.\n"));

        assertThat(forged.verify(List.of(impostor.key())).by(impostor.key())).isPresent();
        assertThat(forged.verify(List.of(KEY))).isInstanceOf(NoteVerdict.Refused.class);
        assertThat(parse(NOTE)
                        .with(impostor.sign("Forged.\n"))
                        .verify(List.of(KEY))
                        .by(KEY))
                .isPresent();
    }

    @Test
    void aDuplicateLineCountsForTheSameKeyAndAWrongOneSpoilsTheNote() {
        var good = parse(NOTE);
        var wrong = new SignatureLine(KEY.name(), KEY.id(), new byte[64]);

        assertThat(parse(NOTE + LINE).verify(List.of(KEY)).signatures().stream()
                        .map(VerifiedSignature::key)
                        .distinct())
                .containsExactly(KEY);
        assertThat(good.with(wrong).verify(List.of(KEY))).isInstanceOf(NoteVerdict.Refused.class);
    }

    @Test
    void aSignatureOfTheWrongLengthIsRefused() {
        var line = parse(NOTE).signatures().get(0);
        var longer = new SignatureLine(KEY.name(), KEY.id(), Arrays.copyOf(line.signature(), 65));

        assertThat(SignedNote.of("This is an example message.\n", longer).verify(List.of(KEY)))
                .isInstanceOf(NoteVerdict.Refused.class);
    }

    @Test
    void theTextMayHaveEmptyLines() {
        var text = "one\n\n\ntwo\n";
        var note = parse(new String(SignedNote.of(text, OTHER.sign(text)).bytes(), StandardCharsets.UTF_8));

        assertThat(note.text()).isEqualTo(text);
        assertThat(note.verify(List.of(OTHER.key())).by(OTHER.key())).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "text\n",
                "text\n\n",
                "text\n\nno signature\n",
                "text\n\n\u2014 a\n",
                "text\n\n\u2014 a AAAA\n",
                "text\n\n\u2014 a AAAAAA\n",
                "text\n\n\u2014 a AAAAAAA=",
                "text\n\n\u2014 a+b AAAAAAA=\n",
                "text\n\n\u2014  AAAAAAA=\n",
                "text\n\n\u2014 a\u00a0b AAAAAAA=\n",
                "text\n\n\u2014 a AAAAAAB=\n",
                "text\n\n\u2014 a AAAAAAA=\nmore\n",
                "text\t\n\n\u2014 a AAAAAAA=\n",
                "text\r\n\r\n\u2014 a AAAAAAA=\n",
                "text\n\n- a AAAAAAA=\n",
            })
    void malformedNotesAreRefused(String note) {
        assertThat(SignedNote.parse("text\n\n\u2014 a AAAAAAA=\n".getBytes(StandardCharsets.UTF_8)))
                .isPresent();
        assertThat(SignedNote.parse(note.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void invalidUtf8IsRefused() {
        var bytes = NOTE.getBytes(StandardCharsets.UTF_8);
        bytes[3] = (byte) 0xff;

        assertThat(SignedNote.parse(bytes)).isEmpty();
    }

    @Test
    void sixtyFourSignaturesAreReadAndMoreAreNot() {
        var text = "text\n\n";
        var line = "\u2014 a AAAAAAA=\n";

        assertThat(SignedNote.parse(
                        (text + String.join("", Collections.nCopies(64, line))).getBytes(StandardCharsets.UTF_8)))
                .isPresent();
        assertThat(SignedNote.parse(
                        (text + String.join("", Collections.nCopies(65, line))).getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(SignedNote.parse(new byte[SignedNote.MOST_BYTES + 1])).isEmpty();
    }

    private static SignedNote parse(String note) {
        return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
