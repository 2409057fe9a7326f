// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.log.bundle.BundleKey;
import org.sluis.policies.log.bundle.BundleVerifier;
import org.sluis.policies.log.bundle.BundleWriter;
import org.sluis.policies.log.bundle.SampleFirm;
import org.sluis.policies.log.bundle.SampleStatements;
import org.sluis.policies.log.bundle.Trust;
import org.sluis.policies.log.bundle.Verification;
import org.sluis.policies.log.note.SignedNote;

/** A maker shares data with a buyer under an agreement, witnessed by an authority; both log what they see of it. */
public final class SampleStory {

    public static final String POLICY = "{\"@type\":\"Set\"}";
    public static final String SEAL = seal();
    public static final String RECEIPT = receipt();
    /** What {@code both} is told of the seal. */
    public static final String SEALED =
            ",\"policy\":{\"digest\":\"" + hash(POLICY) + "\"},\"seal\":{\"sha256\":\"" + hash(SEAL) + "\"}";
    /** The same of the receipt. */
    public static final String RECEIVED = ",\"data\":{\"bytes\":48213,\"sha256\":\"" + hash("data")
            + "\"},\"receipt\":{\"sha256\":\"" + hash(RECEIPT) + "\"}";

    public final SampleFirm maker = new SampleFirm("maker");
    public final SampleFirm buyer = new SampleFirm("buyer");
    public final SampleFirm authority = new SampleFirm("authority");

    private long second;

    /** From the seal to the end of the agreement. */
    public static SampleStory told() {
        var story = new SampleStory();
        story.both("agreement.sealed", ",\"validity\":{\"until\":\"2027-06-30T00:00:00Z\"}" + SEALED);
        story.maker(
                "negotiation.decision",
                ",\"decision\":\"allow\",\"moment\":\"negotiation\",\"purpose\":\"sluis:production-planning\","
                        + "\"policy\":{\"digest\":\"" + hash(POLICY) + "\"}");
        story.both("transfer.state", ",\"state\":{\"from\":\"REQUESTED\",\"to\":\"STARTED\"}");
        story.release("allow", "");
        story.both("transfer.receipt", RECEIVED);
        story.release(
                "deny",
                ",\"reasons\":[{\"code\":\"constraint-not-met\",\"rule\":\"/permission/0\",\"leftOperand\":\"odrl:purpose\","
                        + "\"operator\":\"odrl:eq\",\"wanted\":\"sluis:production-planning\",\"observed\":\"sluis:marketing\"}]");
        story.maker("admin.action", ",\"action\":\"product.published\",\"actor\":\"person-7f3a\"");
        story.both("agreement.terminated", ",\"reasons\":[{\"code\":\"ended-by-consumer\"}]");
        return story;
    }

    private static String seal() {
        var maker = new SampleFirm("maker");
        var buyer = new SampleFirm("buyer");
        return SampleStatements.seal(
                SampleStatements.sealed(maker, buyer, hash(POLICY)), maker.identity, buyer.identity);
    }

    /** For the fifth event of the story. */
    private static String receipt() {
        var buyer = new SampleFirm("buyer");
        return SampleStatements.receipt(
                SampleStatements.received(new SampleFirm("maker"), buyer, 5, 48_213, hash("data")), buyer.identity);
    }

    /** Both sides log the event. */
    public void both(String type, String more) {
        second++;
        maker.append(json(type, "provider", more), maker.agreement);
        buyer.append(json(type, "consumer", more), buyer.agreement);
    }

    /** The maker alone logs it. */
    public void maker(String type, String more) {
        second++;
        maker.append(json(type, "provider", more), maker.agreement);
    }

    /** The buyer alone logs it. */
    public void buyer(String type, String more) {
        second++;
        buyer.append(json(type, "consumer", more), buyer.agreement);
    }

    public void release(String decision, String more) {
        maker(
                "release.decision",
                ",\"decision\":\"" + decision
                        + "\",\"moment\":\"release\",\"purpose\":\"sluis:production-planning\",\"policy\":{\"digest\":\""
                        + hash(POLICY) + "\"}" + more);
    }

    public byte[] provider() {
        return told(maker, buyer, "provider").bytes(maker.key);
    }

    public byte[] consumer() {
        return told(buyer, maker, "consumer").bytes(buyer.key);
    }

    /** The same with every entry of the log and without proofs. */
    public byte[] wholeProvider() {
        return whole(maker, buyer, "provider").bytes(maker.key);
    }

    public byte[] wholeConsumer() {
        return whole(buyer, maker, "consumer").bytes(buyer.key);
    }

    public static Verification verify(byte[] bundle) {
        return new BundleVerifier(Trust.withoutAnchors()).verify(ByteBuffer.wrap(bundle));
    }

    private BundleWriter told(SampleFirm firm, SampleFirm peer, String role) {
        return told(firm, peer, role, firm.signed(firm.checkpoint(firm.size()), peer, authority));
    }

    /** A bundle over that checkpoint, everything but the signature of the manifest. */
    public BundleWriter told(SampleFirm firm, SampleFirm peer, String role, SignedNote checkpoint) {
        var writer = writer(firm, peer, role, checkpoint);
        var proofs = firm.proofs();
        firm.story().forEach(entry -> writer.entry(entry, proofs.inclusion(entry.index(), firm.size())));
        return writer;
    }

    private BundleWriter whole(SampleFirm firm, SampleFirm peer, String role) {
        var writer = writer(firm, peer, role, firm.signed(firm.checkpoint(firm.size()), peer, authority));
        firm.entries.forEach(writer::entry);
        return writer;
    }

    private BundleWriter writer(SampleFirm firm, SampleFirm peer, String role, SignedNote checkpoint) {
        var heads = firm.signedHeads(firm.agreement);
        var writer = new BundleWriter(firm.subject(Optional.of(peer), role))
                .checkpoint(checkpoint, heads.with(peer.statements.sign(heads.text())))
                .key(new BundleKey(BundleKey.Use.LOG, firm.did, firm.key.key()))
                .key(new BundleKey(BundleKey.Use.PEER, peer.did, peer.key.key()))
                .key(new BundleKey(BundleKey.Use.PEER, peer.did, peer.cosigner.key()))
                .key(new BundleKey(BundleKey.Use.PEER, peer.did, peer.statements.key()))
                .key(new BundleKey(BundleKey.Use.WITNESS, authority.did, authority.cosigner.key()))
                .didDocument(firm.didDocument())
                .didDocument(peer.didDocument())
                .didDocument(authority.didDocument())
                .peer(peer.signed(peer.checkpoint(peer.size())), peer.signedHeads(peer.agreement));
        if (tells(firm, POLICY)) {
            writer.policy(POLICY.getBytes(StandardCharsets.UTF_8));
        }
        if (tells(firm, SEAL)) {
            writer.seal(SEAL);
        }
        if (tells(firm, RECEIPT)) {
            writer.receipt(RECEIPT);
        }
        return writer;
    }

    /** Whether an entry has the hash of that text. */
    private static boolean tells(SampleFirm firm, String text) {
        return firm.entries.stream()
                .anyMatch(entry -> entry.payload()
                        .filter(payload -> payload.json().contains(hash(text)))
                        .isPresent());
    }

    public static String hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private String json(String type, String role, String more) {
        return "{\"v\":1,\"type\":\"" + type + "\",\"ts\":\"" + Instant.ofEpochSecond(SampleFirm.START + second)
                + "\",\"self\":\"" + (role.equals("provider") ? maker : buyer).did + "\",\"peer\":\""
                + (role.equals("provider") ? buyer : maker).did + "\",\"role\":\"" + role
                + "\",\"corr\":{\"agreementId\":\"" + SampleStatements.AGREEMENT + "\",\"datasetId\":\""
                + SampleStatements.DATASET + "\""
                + (more.contains("\"receipt\":") ? ",\"flowId\":\"" + SampleStatements.USE + "\"" : "")
                + "}" + more + "}";
    }
}
