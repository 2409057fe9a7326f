// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.exchange.Contradiction.Kind;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;

/** What every store of the exchange does. */
public abstract class ExchangeStoresContract {

    private static final Did MAKER = new Did("did:web:maker.example");
    private static final Did BUYER = new Did("did:web:buyer.example");
    private static final String ORIGIN = "maker.example/plog/2026";
    private static final NoteSigner SIGNER = NoteSigner.ed25519(ORIGIN, new byte[32]);
    private static final NoteSigner COSIGNER = NoteSigner.cosigner("buyer.example/plog/cosigner", new byte[32]);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    protected abstract WitnessedLogs witnessed();

    protected abstract SeenCheckpoints seen();

    protected abstract SignerKeys signers();

    private static TreeHead head(int size) {
        return new TreeHead(size, Sha256.of(new byte[size]));
    }

    private static SignedNote note(TreeHead head) {
        var text = Checkpoint.of(ORIGIN, head).text();
        return SignedNote.of(text, SIGNER.sign(text));
    }

    private static SignedNote cosignature(TreeHead head) {
        var checkpoint = Checkpoint.of(ORIGIN, head);
        return SignedNote.of(checkpoint.text(), COSIGNER.cosign(checkpoint, 1));
    }

    private static WitnessedLog log(Did owner, int size) {
        return new WitnessedLog(owner, ORIGIN, head(size), note(head(size)), Optional.empty());
    }

    private static String text(SignedNote note) {
        return new String(note.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void advancesFromWhatIsExpectedOnly() {
        var logs = witnessed();

        assertThat(logs.advance(head(1), log(MAKER, 2))).isFalse();
        assertThat(logs.advance(TreeHead.EMPTY, log(MAKER, 2))).isTrue();
        assertThat(logs.advance(TreeHead.EMPTY, log(MAKER, 3))).isFalse();
        assertThat(logs.advance(head(1), log(MAKER, 3))).isFalse();
        assertThat(logs.advance(head(2), log(MAKER, 4))).isTrue();

        var found = logs.find(MAKER, ORIGIN).orElseThrow();
        assertThat(found.head()).isEqualTo(head(4));
        assertThat(text(found.checkpoint())).isEqualTo(text(note(head(4))));
        assertThat(logs.find(MAKER, "other/plog/2026")).isEmpty();
    }

    @Test
    void ofManyWhoAdvanceAtOnceOneSucceeds() {
        var logs = witnessed();
        logs.advance(TreeHead.EMPTY, log(MAKER, 1));

        long advanced = IntStream.range(2, 18)
                .parallel()
                .filter(size -> logs.advance(head(1), log(MAKER, size)))
                .count();

        assertThat(advanced).isEqualTo(1);
    }

    @Test
    void theSameOriginUnderTwoOwnersIsTwoLogs() {
        var logs = witnessed();
        logs.advance(TreeHead.EMPTY, log(MAKER, 2));

        assertThat(logs.advance(TreeHead.EMPTY, log(BUYER, 5))).isTrue();

        assertThat(logs.find(MAKER, ORIGIN).orElseThrow().head()).isEqualTo(head(2));
        assertThat(logs.of(BUYER)).hasSize(1);
    }

    @Test
    void keepsStreamHeadsOverTheNewestTreeUntilItIsRestarted() {
        var logs = witnessed();
        logs.advance(TreeHead.EMPTY, log(MAKER, 2));

        assertThat(logs.saveHeads(MAKER, ORIGIN, head(1), note(head(9)))).isFalse();
        assertThat(logs.saveHeads(MAKER, ORIGIN, head(2), note(head(9)))).isTrue();
        logs.advance(head(2), log(MAKER, 3));

        assertThat(logs.find(MAKER, ORIGIN).orElseThrow().heads().map(ExchangeStoresContract::text))
                .contains(text(note(head(9))));
        assertThat(logs.restart(head(3), log(MAKER, 2))).isTrue();
        assertThat(logs.find(MAKER, ORIGIN).orElseThrow().heads()).isEmpty();
        assertThat(logs.find(MAKER, ORIGIN).orElseThrow().head()).isEqualTo(head(2));
    }

    @Test
    void keepsEvidenceOnceAndInOrder() {
        var logs = witnessed();
        var first = new Contradiction(MAKER, ORIGIN, Kind.SPLIT_VIEW, note(head(1)), note(head(2)), NOON);
        var second = new Contradiction(MAKER, ORIGIN, Kind.RESTORED, note(head(1)), note(head(2)), NOON);

        assertThat(logs.keep(first)).isTrue();
        assertThat(logs.keep(first)).isFalse();
        assertThat(logs.keep(second)).isTrue();

        assertThat(logs.contradictions(MAKER))
                .extracting(Contradiction::kind)
                .containsExactly(Kind.SPLIT_VIEW, Kind.RESTORED);
        assertThat(text(logs.contradictions(MAKER).get(0).second())).isEqualTo(text(note(head(2))));
        assertThat(logs.contradictions(BUYER)).isEmpty();
    }

    @Test
    void keepsCheckpointsWithTheirCosignatures() {
        var seen = seen();
        for (int size : List.of(3, 1, 2)) {
            seen.save(note(head(size)), NOON);
        }
        seen.save(note(head(2)), NOON.plusSeconds(1));
        seen.cosigned(head(2), BUYER, cosignature(head(2)));

        assertThat(seen.list(Long.MAX_VALUE, 2))
                .extracting(SeenCheckpoint::head)
                .containsExactly(head(3), head(2));
        assertThat(seen.list(2, 9)).extracting(SeenCheckpoint::head).containsExactly(head(2), head(1));
        var found = seen.find(head(2)).orElseThrow();
        assertThat(text(found.own())).isEqualTo(text(note(head(2))));
        assertThat(text(found.cosignatures().get(BUYER))).isEqualTo(text(cosignature(head(2))));
        assertThat(seen.lastCosigned(BUYER)).contains(head(2));
        assertThat(seen.lastCosigned(MAKER)).isEmpty();
        assertThat(seen.find(head(9))).isEmpty();
    }

    @Test
    void whatIsGivenUpBindsNoLonger() {
        var seen = seen();
        seen.save(note(head(1)), NOON);
        seen.save(note(head(5)), NOON);
        seen.cosigned(head(1), BUYER, cosignature(head(1)));
        seen.cosigned(head(5), BUYER, cosignature(head(5)));
        seen.saveHeads(BUYER, head(5), note(head(5)));

        seen.giveUp(List.of(head(5)));

        assertThat(seen.givenUp()).containsExactly(head(5));
        assertThat(seen.list(Long.MAX_VALUE, 9))
                .extracting(SeenCheckpoint::head)
                .containsExactly(head(1));
        assertThat(seen.lastCosigned(BUYER)).contains(head(1));
        assertThat(seen.heads(BUYER)).isEmpty();
        assertThat(seen.find(head(5))).isPresent();
    }

    @Test
    void keepsTheLastStreamHeadsOfEachPeer() {
        var seen = seen();
        seen.saveHeads(BUYER, head(1), note(head(1)));
        seen.saveHeads(BUYER, head(2), note(head(2)));

        assertThat(seen.heads(BUYER).map(ExchangeStoresContract::text)).contains(text(note(head(2))));
        assertThat(seen.heads(MAKER)).isEmpty();
    }

    @Test
    void thinsOutOldCheckpointsToTheLastOfEachDay() {
        var seen = seen();
        seen.save(note(head(1)), NOON);
        seen.save(note(head(2)), NOON.plusSeconds(60));
        seen.save(note(head(3)), NOON.plusSeconds(120));
        seen.save(note(head(4)), NOON.plusSeconds(86_400));
        seen.save(note(head(5)), NOON.plusSeconds(2 * 86_400));
        seen.save(note(head(6)), NOON.plusSeconds(2 * 86_400 + 60));
        seen.saveHeads(BUYER, head(2), note(head(2)));
        seen.cosigned(head(1), BUYER, cosignature(head(1)));

        seen.thin(NOON.plusSeconds(2 * 86_400));

        assertThat(seen.list(Long.MAX_VALUE, 9))
                .extracting(SeenCheckpoint::head)
                .containsExactly(head(6), head(5), head(4), head(3), head(2));
    }

    @Test
    void aKeyHasOneOwnerAndItsFirstDocument() {
        var keys = signers();
        var key = COSIGNER.key();

        assertThat(keys.keep(new SignerKey(BUYER, key, "{\"first\":1}"), NOON)).isTrue();
        assertThat(keys.keep(new SignerKey(BUYER, key, "{\"second\":2}"), NOON)).isTrue();
        assertThat(keys.keep(new SignerKey(MAKER, key, "{}"), NOON)).isFalse();
        assertThat(keys.keep(new SignerKey(BUYER, SIGNER.key(), ""), NOON)).isTrue();

        assertThat(keys.of(BUYER))
                .containsExactly(new SignerKey(BUYER, SIGNER.key(), ""), new SignerKey(BUYER, key, "{\"first\":1}"));
        assertThat(keys.of(MAKER)).isEmpty();
    }
}
