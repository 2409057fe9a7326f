// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.auditor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.policies.log.report.SampleStory;

/** One of two parties lies in its own log, or shows two logs: both honest bundles agree, these do not. */
class TwoSidesAttackTest {

    private static final String SEAL = SampleStory.SEALED;
    private static final String DATA = ",\"data\":{\"bytes\":48213,\"sha256\":\"" + SampleStory.hash("data") + "\"}";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final SampleStory story = new SampleStory();

    @BeforeEach
    void honestSidesAgree() throws IOException {
        var honest = SampleStory.told();

        assertThat(reconcile(honest.provider(), honest.consumer())).isZero();
    }

    @Test
    void oneSideDeniesTheAgreement() throws IOException {
        story.maker("agreement.sealed", SEAL);
        story.buyer("admin.action", "");

        assertThat(reconcile(story.provider(), story.consumer())).isEqualTo(4);
        assertThat(out())
                .contains("check seal: one side has no seal of the agreement", "provider-only: agreement.sealed");
    }

    @Test
    void theReceiverDeniesAReceipt() throws IOException {
        story.both("agreement.sealed", SEAL);
        story.maker("transfer.receipt", DATA);

        assertThat(reconcile(story.provider(), story.consumer())).isEqualTo(4);
        assertThat(out()).contains("provider-only: transfer.receipt");
    }

    @Test
    void theProviderInflatesBytes() throws IOException {
        story.both("agreement.sealed", SEAL);
        story.maker("transfer.receipt", DATA.replace("48213", "99999"));
        story.buyer("transfer.receipt", DATA);

        assertThat(reconcile(story.provider(), story.consumer())).isEqualTo(1);
        assertThat(out()).contains("differing in /data/bytes");
    }

    @Test
    void theDataIsNotTheDataThatWasReceived() throws IOException {
        story.both("agreement.sealed", SEAL);
        story.maker("transfer.receipt", DATA);
        story.buyer("transfer.receipt", DATA.replace(SampleStory.hash("data"), SampleStory.hash("other")));

        assertThat(reconcile(story.provider(), story.consumer())).isEqualTo(1);
        assertThat(out()).contains("differing in /data/sha256");
    }

    @Test
    void aReceiptIsReplayed() throws IOException {
        var receipt = ",\"receipt\":{\"sha256\":\"" + SampleStory.hash(SampleStory.RECEIPT) + "\"}";
        story.both("agreement.sealed", SEAL);
        story.both("transfer.receipt", DATA + receipt);
        story.maker("transfer.receipt", DATA + receipt);

        assertThat(reconcile(story.provider(), story.consumer())).isEqualTo(1);
        assertThat(out()).contains("check receipt: records a receipt for the second time", "cannot be compared");
    }

    @Test
    void aDeletionIsClaimedThatNobodyElseHeardOf() throws IOException {
        story.both("agreement.sealed", SEAL);
        story.buyer("deletion.attested", DATA);

        assertThat(reconcile(story.provider(), story.consumer())).isEqualTo(4);
        assertThat(out()).contains("consumer-only: deletion.attested");
    }

    @Test
    void anotherDeletionIsClaimedThanTheOneAttested() throws IOException {
        story.both("agreement.sealed", SEAL);
        story.maker("deletion.attested", DATA);
        story.buyer("deletion.attested", DATA.replace(SampleStory.hash("data"), SampleStory.hash("other")));

        assertThat(reconcile(story.provider(), story.consumer())).isEqualTo(1);
    }

    @Test
    void theEndOfAnAgreementIsMovedByAClock() throws IOException {
        story.both("agreement.sealed", SEAL);
        story.maker("agreement.terminated", "");
        for (int second = 0; second < 30; second++) {
            story.maker("admin.action", "");
        }
        story.buyer("agreement.terminated", "");

        assertThat(reconcile(story.provider(), story.consumer())).isEqualTo(4);
        assertThat(out()).contains("outside-clock-bound: agreement.terminated");
    }

    @Test
    void twoPeersAreShownDifferentTrees() throws IOException {
        var shown = SampleStory.told();
        var other = SampleStory.told();
        shown.release("allow", "");
        other.release("deny", "");
        var consumer = other.told(
                        other.buyer,
                        other.maker,
                        "consumer",
                        other.buyer.signed(other.buyer.checkpoint(other.buyer.size()), other.maker, other.authority))
                .bytes(other.buyer.key);

        assertThat(reconcile(shown.provider(), consumer)).isEqualTo(1);
        assertThat(out()).contains("split view: the other side shows another tree of 9 entries");
    }

    private int reconcile(byte[] provider, byte[] consumer) throws IOException {
        out.reset();
        return Auditor.run(
                List.of(
                        "reconcile",
                        Files.write(folder.resolve("provider.zip"), provider).toString(),
                        Files.write(folder.resolve("consumer.zip"), consumer).toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
