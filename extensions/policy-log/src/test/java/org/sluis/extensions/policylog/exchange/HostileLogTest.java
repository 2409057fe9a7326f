// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.bundle.StreamHeadsNote;
import org.sluis.policies.log.leaf.StreamHead;
import org.sluis.policies.log.merkle.ConsistencyProof;
import org.sluis.policies.log.merkle.TreeHead;
import org.sluis.policies.log.note.Checkpoint;
import org.sluis.policies.log.note.NoteSigner;
import org.sluis.policies.log.note.SignedNote;
import org.sluis.policies.usage.PolicyEvent;

/** What a cosigner answers to logs that lie, and to strangers. */
@Timeout(60)
class HostileLogTest {

    private final Firm maker = Firm.withLog();
    private final Firm buyer = Firm.withLog();

    @BeforeEach
    void agree() {
        maker.agreeWith(buyer);
        for (int i = 0; i < 3; i++) {
            maker.tell("\"type\":\"transfer.state\"");
        }
        buyer.tell("\"type\":\"transfer.state\"");
    }

    @AfterEach
    void close() {
        maker.close();
        buyer.close();
    }

    private TreeHead held() {
        return buyer.witnessed.of(maker.did).get(0).head();
    }

    private HttpResponse<String> raw(String token, String body) {
        return maker.post(buyer, "/witness/add-checkpoint", "text/plain", token, body);
    }

    private static String body(long old, SignedNote note) {
        return new AddCheckpoint(old, new ConsistencyProof(List.of()), note).text();
    }

    @Test
    void cosignsWhatContinuesAndNamesTheSizeToStartFrom() {
        var first = maker.checkpoint();
        assertThat(maker.add(buyer, 0, first).statusCode()).isEqualTo(200);
        maker.tell("\"type\":\"transfer.state\"");
        var second = maker.checkpoint();

        var conflict = maker.add(buyer, 0, second);

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body()).isEqualTo("3\n");
        assertThat(conflict.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
        var answer = maker.add(buyer, 3, second);
        assertThat(answer.statusCode()).isEqualTo(200);
        var cosigned = Lines.under(second.text(), answer.body()).orElseThrow();
        assertThat(cosigned.verify(List.of(buyer.keys.cosigner().key())).signatures())
                .hasSize(1);
        assertThat(held().size()).isEqualTo(4);
    }

    @Test
    void keepsASplitViewAsEvidenceAndCosignsNoneOfIt() {
        maker.add(buyer, 0, maker.checkpoint());
        var other = maker.forged(new TreeHead(3, Sha256.of(new byte[1])));

        var answer = raw(maker.token(buyer), body(3, other));
        raw(maker.token(buyer), body(0, other));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("3\n");
        assertThat(held()).isEqualTo(maker.log.head());
        assertThat(buyer.exchange.contradictions(maker.did)).hasSize(1);
        var found = buyer.exchange.contradictions(maker.did).get(0);
        assertThat(found.kind()).isEqualTo(Contradiction.Kind.SPLIT_VIEW);
        assertThat(found.second().text()).isEqualTo(other.text());
        assertThat(buyer.events).extracting(PolicyEvent::type).containsExactly("peer.checkpoint");
        assertThat(buyer.events.get(0).members()).contains("\"decision\":\"error\"", "SPLIT_VIEW");
    }

    @Test
    void twoTreesShownToTwoPeersMeetAtTheirWitness() throws Exception {
        try (var authority = Firm.withLog();
                var third = Firm.withLog()) {
            maker.join(authority);
            maker.agreeWith(third);
            maker.exchange.freshEvidence(Firm.AGREEMENT, buyer.did);
            var other = maker.forged(new TreeHead(3, Sha256.of(new byte[1])));

            // the third is shown another tree, and the witness will not stand behind it
            var thirds = maker.post(third, "/witness/add-checkpoint", "text/plain", maker.token(third), body(0, other));
            var witness = maker.post(
                    authority, "/witness/add-checkpoint", "text/plain", maker.token(authority), body(3, other));

            assertThat(thirds.statusCode()).isEqualTo(200);
            assertThat(witness.statusCode()).isEqualTo(409);
            assertThat(authority.exchange.contradictions(maker.did)).hasSize(1);
        }
    }

    @Test
    void refusesAShrunkLogAndAReplayedCheckpoint() {
        var old = maker.checkpoint();
        maker.add(buyer, 0, old);
        maker.tell("\"type\":\"transfer.state\"");
        maker.add(buyer, 3, maker.checkpoint());

        assertThat(maker.add(buyer, 3, old).statusCode()).isEqualTo(409);
        assertThat(raw(maker.token(buyer), body(0, maker.forged(maker.proofs().head(2))))
                        .body())
                .isEqualTo("4\n");

        assertThat(held().size()).isEqualTo(4);
    }

    @Test
    void refusesATreeThatIsNotShownToContinue() {
        maker.add(buyer, 0, maker.checkpoint());

        var answer = raw(maker.token(buyer), body(3, maker.forged(new TreeHead(9, Sha256.of(new byte[1])))));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(held().size()).isEqualTo(3);
    }

    @Test
    void asksStrangersForAToken() {
        assertThat(raw("", body(0, maker.checkpoint())).statusCode()).isEqualTo(401);
        assertThat(raw("nonsense", body(0, maker.checkpoint())).statusCode()).isEqualTo(401);
        assertThat(maker.get(buyer, "/witness/checkpoint?origin=x", Optional.empty())
                        .statusCode())
                .isEqualTo(401);
        assertThat(maker.post(buyer, "/exchange/heads", "application/json", "", "{}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(maker.post(buyer, "/exchange/restored", "application/json", "", "{}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(buyer.witnessed.of(maker.did)).isEmpty();
    }

    @Test
    void takesATokenOnce() {
        var token = maker.token(buyer);

        assertThat(raw(token, body(0, maker.checkpoint())).statusCode()).isEqualTo(200);
        assertThat(raw(token, body(0, maker.checkpoint())).statusCode()).isEqualTo(401);
    }

    @Test
    void knowsNoLogOfAParticipantWithoutAnAgreement() {
        buyer.parties.clear();

        assertThat(raw(maker.token(buyer), body(0, maker.checkpoint())).statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesAKeyThatTheOwnerDoesNotPublish() {
        var text = Checkpoint.of(maker.keys.origin(), maker.log.head()).text();
        var stranger = NoteSigner.ed25519(maker.keys.origin(), new byte[32]);

        var answer = raw(maker.token(buyer), body(0, SignedNote.of(text, stranger.sign(text))));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void takesNoLogOfAnotherFirmFromACaller() {
        try (var third = Firm.withLog()) {
            buyer.agreeWith(third);
            third.tell("\"type\":\"transfer.state\"");

            var answer = raw(maker.token(buyer), body(0, third.checkpoint()));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(buyer.witnessed.of(third.did)).isEmpty();
        }
    }

    @Test
    void anOriginTakenByAnotherFirmDoesNotTouchItsOwner() {
        try (var third = Firm.withLog()) {
            buyer.agreeWith(third);
            maker.add(buyer, 0, maker.checkpoint());
            var text = Checkpoint.of(maker.keys.origin(), new TreeHead(99, Sha256.of(new byte[1])))
                    .text();
            var key = NoteSigner.ed25519(maker.keys.origin(), new byte[32]);

            third.post(
                    buyer,
                    "/witness/add-checkpoint",
                    "text/plain",
                    third.token(buyer),
                    body(0, SignedNote.of(text, key.sign(text))));
            maker.tell("\"type\":\"transfer.state\"");

            assertThat(maker.add(buyer, 3, maker.checkpoint()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void showsAnOwnerItsLargestCheckpointAndNobodyElse() {
        var note = maker.checkpoint();
        maker.add(buyer, 0, note);
        var path = "/witness/checkpoint?origin=" + maker.keys.origin();

        assertThat(maker.get(buyer, path, Optional.of(maker.token(buyer))).body())
                .isEqualTo(new String(note.bytes(), StandardCharsets.UTF_8));
        assertThat(buyer.get(buyer, path, Optional.of(buyer.token(buyer))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesWhatIsNoAddCheckpoint() {
        for (var bad : List.of(
                "",
                "old 0\n\n",
                "old 00\n\n" + "x",
                "old -1\n\nx",
                "new 0\n\nx",
                "old 0\nAAAA\n\nx",
                "old 99999999999999999999\n\nx",
                "old 0\n\nnot a note\n",
                "old 0\n" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".repeat(64) + "\nx")) {
            assertThat(raw(maker.token(buyer), bad).statusCode()).isEqualTo(400);
        }
    }

    private HttpResponse<String> heads(StreamHeadsNote ends, List<ProvenLeaf> leaves) {
        var note = SignedNote.of(ends.text(), maker.keys.log().sign(ends.text()));
        var request = new HeadsRequest(note, ends, leaves);
        return maker.post(
                buyer,
                "/exchange/heads",
                "application/json",
                maker.token(buyer),
                request.json().toString());
    }

    private ProvenLeaf leaf(long index, long size) {
        return new ProvenLeaf(maker.log.leaf(index).leaf(), maker.proofs().inclusion(index, size));
    }

    private StreamHeadsNote ends(StreamHead head) {
        var ends = new TreeMap<String, StreamHead>();
        ends.put(maker.agreement().toString(), head);
        return new StreamHeadsNote(maker.keys.origin(), maker.log.head(), ends);
    }

    @Test
    void signsStreamHeadsOfTheCosignedTreeOnly() {
        var head = maker.log.streamHead(maker.agreement(), 3).orElseThrow();

        assertThat(heads(ends(head), List.of(leaf(2, 3))).statusCode()).isEqualTo(409);

        maker.add(buyer, 0, maker.checkpoint());
        var answer = heads(ends(head), List.of(leaf(2, 3)));

        assertThat(answer.statusCode()).isEqualTo(200);
        var signed = Lines.under(ends(head).text(), answer.body()).orElseThrow();
        assertThat(signed.verify(buyer.keys.logKeys()).signatures()).hasSize(1);
        assertThat(buyer.witnessed.of(maker.did).get(0).heads()).isPresent();
    }

    @Test
    void refusesStreamHeadsThatTheTreeDoesNotShow() {
        maker.add(buyer, 0, maker.checkpoint());
        var head = maker.log.streamHead(maker.agreement(), 3).orElseThrow();
        var wrongNumber = new StreamHead(2, head.leaf(), head.index());
        var wrongPlace = new StreamHead(3, head.leaf(), 1);
        var wrongLeaf = new StreamHead(3, maker.log.leaf(0).hash(), 2);

        for (var wrong : List.of(wrongNumber, wrongPlace, wrongLeaf)) {
            assertThat(heads(ends(wrong), List.of(leaf(2, 3))).statusCode()).isEqualTo(422);
        }
        assertThat(heads(ends(head), List.of()).statusCode()).isEqualTo(400);
        assertThat(heads(ends(head), List.of(leaf(1, 3))).statusCode()).isEqualTo(422);
    }

    @Test
    void holdsAStreamToItsEndAndKeepsTheEvidence() {
        maker.add(buyer, 0, maker.checkpoint());
        var whole = maker.log.streamHead(maker.agreement(), 3).orElseThrow();
        heads(ends(whole), List.of(leaf(2, 3)));
        var cut = maker.log.streamHead(maker.agreement(), 2).orElseThrow();

        var shorter = heads(ends(cut), List.of(leaf(1, 3)));
        var none = heads(new StreamHeadsNote(maker.keys.origin(), maker.log.head(), new TreeMap<>()), List.of());

        assertThat(shorter.statusCode()).isEqualTo(422);
        assertThat(none.statusCode()).isEqualTo(422);
        assertThat(buyer.exchange.contradictions(maker.did))
                .extracting(Contradiction::kind)
                .containsExactly(Contradiction.Kind.STREAM_CUT, Contradiction.Kind.STREAM_CUT);
    }

    @Test
    void believesNoCosignatureOfAKeyThatThePeerDoesNotPublish() throws Exception {
        try (var authority = Firm.withLog()) {
            maker.join(authority);
            // whatever answers in the authority's place signs with a key of its own
            authority.replyWith(NoteSigner.cosigner("witness.example", new byte[32]));

            maker.exchange.cosignNow(authority.did);

            assertThat(maker.exchange.status())
                    .filteredOn(PeerStatus::witness)
                    .allMatch(status -> status.state() == PeerStatus.State.FAILING && status.size() == 0);
        }
    }

    @Test
    void oneKeyIsNotTwoCosigners() {
        var key = buyer.keys.cosigner().key();
        var now = Instant.now();

        assertThat(maker.signers.keep(new SignerKey(buyer.did, key, "{}"), now)).isTrue();
        assertThat(maker.signers.keep(new SignerKey(maker.did, key, "{}"), now)).isFalse();
        assertThat(maker.signers.of(maker.did)).isEmpty();
    }
}
