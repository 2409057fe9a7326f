// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.policies.log.bundle.SampleBundle.verify;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.policies.log.note.SignedNote;

/** Bytes that mean harm: refused, within bounds, and never believed. */
class HostileBundleTest {

    /** Every byte takes minutes; a step that shares no factor with the sizes at hand visits all kinds of them. */
    private static final int STEP = Integer.getInteger("sluis.flip.step", 23);

    private final SampleBundle sample = SampleBundle.told();
    private final byte[] honest = sample.bytes();

    @Test
    void otherPeoplesToolsReadTheContainer() throws IOException {
        var names = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(honest))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                zip.readAllBytes();
                names.add(entry.getName());
            }
        }

        assertThat(names).isSorted().contains("checkpoint", "leaves.bin", "manifest.json", "payloads.jsonl");
    }

    @Test
    void noByteCanBeFlipped() {
        assertThat(verify(honest).exitCode()).isZero();
        for (int position = 0; position < honest.length; position += STEP) {
            var flipped = honest.clone();
            flipped[position] ^= (byte) (1 << position % 8);

            assertThat(verify(flipped).exitCode()).as("byte " + position).isIn(1, 3);
        }
    }

    @Test
    void noPartOfABundleIsABundle() {
        for (int length = 0; length < honest.length; length += 31) {
            assertThat(verify(Arrays.copyOf(honest, length)).exitCode()).isEqualTo(3);
        }
        assertThat(verify(Arrays.copyOf(honest, honest.length - 1)).exitCode()).isEqualTo(3);
    }

    @Test
    void nothingMayStandBeforeOrBehindTheZip() {
        var behind = Arrays.copyOf(honest, honest.length + 1);
        var before = new byte[honest.length + 1];
        System.arraycopy(honest, 0, before, 1, honest.length);

        assertThat(verify(behind).exitCode()).isEqualTo(3);
        assertThat(verify(before).exitCode()).isEqualTo(3);
    }

    @Test
    void randomBytesAreRefused() {
        var random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 4 && round % 2 == 0) {
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(0x04034b50);
            }

            assertThat(verify(bytes).exitCode()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../checkpoint",
                "/checkpoint",
                "checkpoints/../leaves.bin",
                "policies/x.json",
                "Checkpoint",
                "checkpoint/",
                "checkpoint\u0000",
                "notes.txt",
                "C:checkpoint",
                "checkpoints\\000001.note",
            })
    void aNameThatNoBundleHasIsRefused(String name) {
        var files = new TreeMap<String, byte[]>();
        files.put(name, new byte[] {1});

        var verification = verify(Container.write(files));

        assertThat(verification.exitCode()).isEqualTo(3);
        assertThat(verification.findings())
                .extracting(Finding::message)
                .first()
                .asString()
                .contains("no bundle has");
    }

    @Test
    void namesThatRepeatOrAreNotSortedAreRefused() {
        assertThat(verify(zip(List.of("checkpoint", "checkpoint"))).exitCode()).isEqualTo(3);
        assertThat(verify(zip(List.of("leaves.bin", "checkpoint"))).exitCode()).isEqualTo(3);
    }

    @Test
    void aCompressedZipIsRefusedUnread() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("leaves.bin"));
            zip.write(new byte[50_000_000]);
        }

        assertThat(bytes.size()).isLessThan(100_000);
        assertThat(verify(bytes.toByteArray()).exitCode()).isEqualTo(3);
    }

    @Test
    void aSizeBeyondTheFileIsRefused() {
        var zip = honest.clone();
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(18, -1).putInt(22, -1);

        assertThat(verify(zip).exitCode()).isEqualTo(3);
    }

    @Test
    void deepJsonRepeatedMembersAndOtherNonsenseInTheManifestAreRefused() {
        var nested = "{\"a\":".repeat(100_000);

        for (var manifest : List.of(
                nested, "{\"format\":\"x\",\"format\":\"x\"}", "[]", "{} {}", "{}", "\ufeff{}", "{\"a\":NaN}")) {
            var bundle =
                    SampleBundle.altered(honest, "manifest.json", content -> manifest.getBytes(StandardCharsets.UTF_8));

            assertThat(verify(bundle).exitCode())
                    .as(manifest.substring(0, Math.min(30, manifest.length())))
                    .isEqualTo(3);
        }
    }

    @Test
    void aDeepPayloadIsRefusedAlthoughTheLogCommittedToIt() {
        var deep = new SampleBundle();
        deep.begin();
        deep.maker.append(
                "{\"type\":\"a\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", deep.maker.agreement);
        deep.end();

        var verification = verify(deep.bytes());

        assertThat(verification.exitCode()).isEqualTo(3);
        assertThat(verification.findings()).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo(Check.PAYLOAD);
            assertThat(finding.entry()).hasValue(4);
        });
    }

    @Test
    void aMalformedFileOfAnyKindEndsTheReading() {
        for (var file : List.of(
                "consistency/000001.bin", "did/0001.json", "keys.json", "heads.note", "checkpoints/000001.note")) {
            var bundle = sample.resealed(honest, file, content -> Arrays.copyOf(content, content.length - 1));

            assertThat(verify(bundle).exitCode()).as(file).isEqualTo(3);
            assertThat(verify(bundle).findings()).extracting(Finding::file).contains(file);
        }
    }

    @Test
    void moreRotationsThanAnybodyNeedsAreRefused() {
        var note = sample.maker.key.sign("x\n");
        var bundle = sample.resealed(honest, files -> {
            for (int i = 1; i <= 65; i++) {
                files.put(FileNames.rotation(i), SignedNote.of("x\n", note).bytes());
            }
        });

        assertThat(verify(bundle).exitCode()).isEqualTo(3);
    }

    @Test
    void aFloodOfFaultsIsReportedInPartAndHidesNoOtherFault() {
        var flood = new SampleBundle();
        flood.begin();
        for (int i = 0; i < 1_500; i++) {
            flood.maker.append("{\"type\":\"release.decision\"}", flood.maker.agreement);
        }
        flood.end();
        var altered = flood.resealed(flood.bytes(), files -> {
            files.computeIfPresent(
                    "payloads.jsonl",
                    (name, content) -> SampleBundle.replacing("release.decision", "release.Decision")
                            .apply(content));
            files.computeIfPresent(
                    "leaves.bin", (name, content) -> SampleBundle.flipping(-1).apply(content));
        });

        var verification = verify(altered);

        assertThat(verification.findings())
                .filteredOn(finding -> finding.check() == Check.PAYLOAD)
                .hasSize(1_000);
        assertThat(verification.findings()).extracting(Finding::check).contains(Check.INCLUSION);
        assertThat(verification.exitCode()).isEqualTo(1);
    }

    /** A zip with these names in this order, its directory in step. */
    private static byte[] zip(List<String> names) {
        var bytes = new ByteArrayOutputStream();
        for (var name : names) {
            var files = new TreeMap<String, byte[]>();
            files.put(name, new byte[] {1});
            var one = Container.write(files);
            bytes.write(one, 0, 30 + name.length() + 1);
        }
        return bytes.toByteArray();
    }
}
