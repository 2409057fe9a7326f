// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.policylog.Draft;
import org.sluis.extensions.policylog.LogUnavailableException;
import org.sluis.extensions.policylog.publication.Checkpoints;
import org.sluis.policies.log.bundle.Finding;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.ForkedTreeException;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;

/** A log whose disk was restored from a backup, while others have seen what came after it. */
@Timeout(60)
class RestoredLogTest {

    private final Firm maker = Firm.withLog();
    private final Firm buyer = Firm.withLog();
    private final Firm authority = Firm.withLog();

    @BeforeEach
    void seen() throws Exception {
        maker.agreeWith(buyer);
        maker.join(authority);
        Firm.seal(maker, buyer);
        maker.exchange.freshEvidence(Firm.AGREEMENT, buyer.did);
        for (int i = 0; i < 4; i++) {
            maker.tell("\"type\":\"transfer.state\"");
        }
        maker.exchange.freshEvidence(Firm.AGREEMENT, buyer.did);
    }

    @AfterEach
    void close() {
        maker.close();
        buyer.close();
        authority.close();
    }

    private void restoreTo(long size) {
        maker.restart(maker.backup(size));
    }

    @Test
    void refusesToSignByWhatIsKeptBesideTheLog() throws Exception {
        restoreTo(2);
        buyer.stop();
        authority.stop();

        maker.exchange.start();

        refusesEverything();
    }

    @Test
    void refusesToSignByWhatWitnessesHaveSeen() throws Exception {
        maker.seen = new InMemorySeenCheckpoints();
        restoreTo(2);

        maker.exchange.start();

        refusesEverything();
    }

    private void refusesEverything() {
        assertThat(maker.exchange.health().forked()).isTrue();
        assertThatThrownBy(() -> maker.exchange.checkpoints().now()).isInstanceOf(ForkedTreeException.class);
        assertThatThrownBy(
                        () -> maker.exchange.log().append(new Draft(1, List.of(maker.agreement()), "{\"type\":\"x\"}")))
                .isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("sluis log restore");
        assertThat(maker.log.newestCheckpoint()).isEmpty();
    }

    @Test
    void nobodyStopsALogWithASizeMadeUp() throws Exception {
        var forged = NoteSigner.ed25519(maker.keys.origin(), new byte[32]);
        var text = Checkpoint.of(
                        maker.keys.origin(),
                        new TreeHead(1_000_000, maker.log.head().root()))
                .text();
        authority.witnessed.restart(
                maker.log.head(),
                new WitnessedLog(
                        maker.did,
                        maker.keys.origin(),
                        new TreeHead(1_000_000, maker.log.head().root()),
                        SignedNote.of(text, forged.sign(text)),
                        Optional.empty()));

        maker.exchange.start();

        assertThat(maker.exchange.health().forked()).isFalse();
    }

    @Test
    void goesOnUnderAnEntryThatNamesTheLossAndIsCosigned() throws Exception {
        restoreTo(2);
        maker.exchange.start();

        long index = maker.exchange.restore(false);

        assertThat(index).isEqualTo(2);
        assertThat(maker.log.entry(2).payload().orElseThrow().json()).contains("log.restored");
        assertThat(maker.exchange.status())
                .allMatch(status -> status.state() == PeerStatus.State.COSIGNS && status.size() == 3);
        assertThat(buyer.exchange.contradictions(maker.did))
                .extracting(Contradiction::kind)
                .containsExactly(Contradiction.Kind.RESTORED);
        maker.tell("\"type\":\"transfer.state\"");
        var evidence = maker.exchange.freshEvidence(Firm.AGREEMENT, buyer.did);
        assertThat(Checkpoints.head(evidence.checkpoint()).size()).isEqualTo(4);
        assertThat(evidence.checkpoint().signatures()).hasSize(3);
        assertThat(evidence.lost()).hasSize(1);

        var verification = Firm.verify(maker.bundle(buyer, "provider", evidence));

        assertThat(verification.exitCode()).isEqualTo(4);
        assertThat(verification.findings())
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("entries 2 to 4 of the tree of 5 entries are lost"));
    }

    @Test
    void restoresOnceAndThenThereIsNothingToRestore() throws Exception {
        restoreTo(2);
        maker.exchange.start();
        maker.exchange.restore(false);

        assertThatThrownBy(() -> maker.exchange.restore(false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing to restore");
    }

    @Test
    void asksBeforeItGoesOnWithoutSomebodyWhoIsSilent() throws Exception {
        restoreTo(2);
        authority.stop();
        maker.exchange.start();

        assertThatThrownBy(() -> maker.exchange.restore(false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(authority.did.value());
        assertThat(maker.exchange.restore(true)).isEqualTo(2);

        authority.start();
        maker.exchange.cosignNow(authority.did);

        assertThat(maker.exchange.status()).filteredOn(PeerStatus::witness).allMatch(status -> status.size() == 3);
    }

    @Test
    void aRestoreThatDoesNotNameWhatAWitnessHasSeenIsNotCosigned() throws Exception {
        restoreTo(2);
        var before = buyer.witnessed.of(maker.did).get(0).head();
        maker.seen = new InMemorySeenCheckpoints();
        maker.seen.save(maker.forged(new TreeHead(9, before.root())), Instant.now());
        maker.restart(maker.log);
        buyer.stop();
        authority.stop();
        maker.exchange.restore(true);
        buyer.start();
        authority.start();

        maker.exchange.cosignNow(buyer.did);

        assertThat(buyer.witnessed.of(maker.did).get(0).head()).isEqualTo(before);
        assertThat(maker.exchange.health().forked()).isFalse();
        assertThatThrownBy(() -> maker.exchange.checkpoints().now()).isInstanceOf(ForkedTreeException.class);
    }
}
