// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluis.policies.log.Hash;
import org.sluis.policies.log.merkle.TreeHashing;

class LeafRecordTest {

    private static final StreamId STREAM = StreamId.of(filled(0x11));
    private static final StreamId OTHER = StreamId.of(filled(0x22));
    private static final LeafRecord LEAF = new LeafRecord(
            1_800_000_000_123L,
            List.of(
                    new StreamPosition(STREAM, 0, StreamPosition.NONE),
                    new StreamPosition(OTHER, 258, Hash.of(filled(0x33)))),
            new SaltedPayload(Hash.of(filled(0x44)), "{\"type\":\"admin.action\"}").commitment());

    /** Computed with Python's hmac and hashlib. */
    private static final String COMMITMENT = "b73477af5fe02153e8d4b7cb30c957236101f728e1f3f3f5ee93abcfc2d0f5bd";

    private static final String LEAF_HASH = "c9c306984d3c998020c930ede6ad42e2d28bf9ab0335a14e5ad51209b9cfcf6a";

    @Test
    void theLayoutIsThatOfTheFormatPage() {
        assertThat(HexFormat.of().formatHex(LEAF.bytes()))
                .isEqualTo("504c4531"
                        + "000001a3185c507b"
                        + "02"
                        + "11".repeat(32)
                        + "0000000000000000"
                        + "00".repeat(32)
                        + "22".repeat(32)
                        + "0000000000000102"
                        + "33".repeat(32)
                        + COMMITMENT);
        assertThat(new TreeHashing().leaf(LEAF.bytes()).hex()).isEqualTo(LEAF_HASH);
    }

    @Test
    void parsingIsTheReverseOfPrinting() {
        assertThat(LeafRecord.parse(LEAF.bytes())).contains(LEAF);
    }

    @Test
    void anyOtherLengthIsRefused() {
        var bytes = LEAF.bytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(LeafRecord.parse(Arrays.copyOf(bytes, length))).isEmpty();
        }
        assertThat(LeafRecord.parse(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
        assertThat(LeafRecord.parse(Arrays.copyOf(bytes, bytes.length + 72))).isEmpty();
    }

    @Test
    void otherMagicCountsAndNegativeNumbersAreRefused() {
        assertThat(LeafRecord.parse(with(3, '2'))).isEmpty();
        assertThat(LeafRecord.parse(with(4, 0x80))).isEmpty();
        assertThat(LeafRecord.parse(with(12, 0))).isEmpty();
        assertThat(LeafRecord.parse(with(12, 1))).isEmpty();
        assertThat(LeafRecord.parse(with(12, 4))).isEmpty();
        assertThat(LeafRecord.parse(with(12, 0xff))).isEmpty();
        assertThat(LeafRecord.parse(with(13 + 32, 0x80))).isEmpty();
    }

    @Test
    void aLeafIsInAStreamOnce() {
        var bytes = LEAF.bytes();
        Arrays.fill(bytes, 13 + 72, 13 + 72 + 32, (byte) 0x11);

        assertThat(LeafRecord.parse(bytes)).isEmpty();
        assertThatThrownBy(() -> new LeafRecord(
                        1,
                        List.of(LEAF.streams().get(0), new StreamPosition(STREAM, 5, StreamPosition.NONE)),
                        LEAF.commitment()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saltAndPayloadBothChangeTheCommitment() {
        var payload = new SaltedPayload(Hash.of(filled(1)), "{}");

        assertThat(new SaltedPayload(Hash.of(filled(2)), "{}").commitment()).isNotEqualTo(payload.commitment());
        assertThat(new SaltedPayload(Hash.of(filled(1)), "{ }").commitment()).isNotEqualTo(payload.commitment());
        assertThat(payload.toString()).doesNotContain("{}").doesNotContain("0101");
    }

    @Test
    void aPayloadIsOneBoundedLineOfUnicode() {
        var salt = Hash.of(filled(1));

        assertThatThrownBy(() -> new SaltedPayload(salt, "{\n}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SaltedPayload(salt, "\ud800")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SaltedPayload(salt, "x".repeat(SaltedPayload.MOST_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] with(int position, int value) {
        var bytes = LEAF.bytes();
        bytes[position] = (byte) value;
        return bytes;
    }

    private static byte[] filled(int value) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
