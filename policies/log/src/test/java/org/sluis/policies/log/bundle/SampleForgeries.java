// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Seals and receipts that are not what they should be, in logs that commit themselves to them. */
final class SampleForgeries {

    private static final String OTHER_USE = "00000000-0000-4000-8000-000000000009";

    private SampleForgeries() {}

    /**
     * A forgery.
     *
     * @param check that finds it, with this exit code
     * @param line of the finding, from its file on
     */
    record Forgery(Check check, int exitCode, String line, ByteBuffer zip) {

        Forgery(Check check, int exitCode, String line, byte[] bundle) {
            this(check, exitCode, line, ByteBuffer.wrap(bundle));
        }

        byte[] bundle() {
            var bytes = new byte[zip.remaining()];
            zip.duplicate().get(bytes);
            return bytes;
        }
    }

    /** By name. */
    static SortedMap<String, Forgery> all() {
        var all = new TreeMap<String, Forgery>();
        seals(all);
        receipts(all);
        receiptEntries(all);
        return all;
    }

    private static void seals(Map<String, Forgery> all) {
        all.put("seal-provider-swapped", seal(1, "seal.jws: the signature of the provider is wrong", sample -> {
            var parts = sample.seal.split("\"signature\":\"", -1);
            var first = parts[1].substring(0, parts[1].indexOf('"'));
            var second = parts[2].substring(0, parts[2].indexOf('"'));
            sample.seal = sample.seal.replace(first, second);
        }));
        all.put(
                "seal-consumer-dropped",
                seal(
                        1,
                        "seal.jws: the signature of the consumer is missing",
                        sample -> sample.seal = SampleStatements.seal(sample.sealed, sample.maker.identity)));
        all.put(
                "seal-by-another",
                seal(
                        1,
                        "seal.jws: the signature of the consumer is by did:web:authority.example",
                        sample -> sample.seal = SampleStatements.seal(
                                sample.sealed, sample.maker.identity, sample.authority.identity)));
        all.put(
                "seal-key-unknown",
                seal(
                        4,
                        "seal.jws: the key did:web:buyer.example#es384 of the consumer is in no DID document here that counts",
                        sample -> sample.seal = SampleStatements.seal(
                                sample.sealed, sample.maker.identity, new SampleFirm("buyer", "ES384").identity)));
        all.put("seal-malformed", seal(3, "seal.jws: not of the form", sample -> sample.seal = "e30.e30.c2VhbA"));
        sealed(all, "seal-other-policy", "policyDigest", "seal.jws, entry 1: names another policy than the seal");
        sealed(all, "seal-other-agreement", "agreementId", "seal.jws: is of agreement other in another stream");
        sealed(all, "seal-other-consumer", "consumer", "seal.jws: is of other parties than the manifest");
        all.put(
                "seal-other-stream",
                resealed(
                        "streams",
                        other -> other.buyer.agreement.toString(),
                        "seal.jws: is of agreement agreement-1 in"));
        all.put("seal-other-log", seal(1, "seal.jws: names another log than the manifest", sample -> {
            var stranger = new SampleFirm("stranger");
            var claims = SampleStatements.sealed(stranger, sample.buyer, text(sample.sealed.get("policyDigest")));
            sample.sealed.put("origins", claims.get("origins"));
            sample.sealed.put("logKeys", claims.get("logKeys"));
            sample.seal = SampleStatements.seal(sample.sealed, sample.maker.identity, sample.buyer.identity);
        }));
    }

    private static Forgery resealed(String member, Function<SampleBundle, String> value, String line) {
        return seal(1, line, sample -> {
            var both = "{\"consumer\":\"" + value.apply(sample) + "\",\"provider\":\"" + value.apply(sample) + "\"}";
            sample.sealed.put(member, both);
            sample.seal = SampleStatements.seal(sample.sealed, sample.maker.identity, sample.buyer.identity);
        });
    }

    private static void sealed(Map<String, Forgery> all, String name, String member, String line) {
        all.put(name, seal(1, line, sample -> {
            sample.sealed.put(member, SampleStatements.text("other"));
            sample.seal = SampleStatements.seal(sample.sealed, sample.maker.identity, sample.buyer.identity);
        }));
    }

    private static Forgery seal(int exitCode, String line, Consumer<SampleBundle> change) {
        return new Forgery(Check.SEAL, exitCode, line, SampleBundle.told(change).bytes());
    }

    private static void receipts(Map<String, Forgery> all) {
        received(all, "receipt-other-agreement", "agreementId", "stands in another stream than that of the receipt's");
        received(all, "receipt-other-use", "useId", "has a receipt of another use");
        received(all, "receipt-other-provider", "provider", "its receipt is of other parties than the manifest");
        all.put("receipt-other-bytes", receipt(1, "says other bytes or another hash than its receipt", sample -> {
            sample.received.put("bytes", "48214");
            sample.receipt = SampleStatements.receipt(sample.received, sample.buyer.identity);
        }));
        all.put("receipt-of-another-stream", receipt(1, "its receipt does not fit the seal", sample -> {
            sample.received.put("stream", SampleStatements.text(sample.buyer.self.toString()));
            sample.receipt = SampleStatements.receipt(sample.received, sample.buyer.identity);
        }));
        all.put(
                "receipt-by-the-provider",
                receipt(
                        1,
                        "its receipt is signed by did:web:maker.example, not by the consumer",
                        sample -> sample.receipt = SampleStatements.receipt(sample.received, sample.maker.identity)));
        all.put("receipt-signature-wrong", receipt(1, "the consumer's signature under its receipt is wrong", sample -> {
            var others = SampleStatements.receipt(Map.of("v", "1"), sample.buyer.identity);
            sample.receipt = sample.receipt.substring(0, sample.receipt.lastIndexOf('.'))
                    + others.substring(others.lastIndexOf('.'));
        }));
        all.put("receipt-malformed", receipt(3, "it has not three parts", sample -> sample.receipt = "e30"));
    }

    private static void received(Map<String, Forgery> all, String name, String member, String line) {
        all.put(name, receipt(1, line, sample -> {
            sample.received.put(member, SampleStatements.text("other"));
            sample.receipt = SampleStatements.receipt(sample.received, sample.buyer.identity);
        }));
    }

    private static Forgery receipt(int exitCode, String message, Consumer<SampleBundle> change) {
        var sample = SampleBundle.told(change);
        return new Forgery(
                Check.RECEIPT,
                exitCode,
                "receipts/" + SampleBundle.hash(sample.receipt) + ".jws, entry 5: " + message,
                sample.bytes());
    }

    /** The receipt is right, and the entry with it is not. */
    private static void receiptEntries(Map<String, Forgery> all) {
        all.put("entry-inflates-bytes", entry("says other bytes or another hash", SampleStatements.USE, 99_999));
        all.put("entry-of-another-use", entry("has a receipt of another use", OTHER_USE, 48_213));
        var replayed = SampleBundle.told();
        replayed.maker.append(replayed.receipt(OTHER_USE, 48_213), replayed.maker.agreement);
        all.put(
                "receipt-replayed",
                new Forgery(
                        Check.RECEIPT,
                        1,
                        file(replayed) + ", entry 7: has a receipt of another use",
                        replayed.bytes()));
        var second = SampleBundle.told();
        var first = second.receipt;
        second.received.put("receivedAt", SampleStatements.text(SampleStatements.time(6)));
        second.receipt = SampleStatements.receipt(second.received, second.buyer.identity);
        second.maker.append(second.receipt(), second.maker.agreement);
        all.put(
                "receipt-second-of-one-use",
                new Forgery(
                        Check.RECEIPT,
                        1,
                        "has the second receipt of one use",
                        second.writer().receipt(first).bytes(second.maker.key)));
    }

    private static Forgery entry(String message, String use, long bytes) {
        var sample = new SampleBundle();
        sample.begin();
        sample.seen();
        sample.maker.append(sample.receipt(use, bytes), sample.maker.agreement);
        return new Forgery(Check.RECEIPT, 1, file(sample) + ", entry 4: " + message, sample.bytes());
    }

    private static String file(SampleBundle sample) {
        return "receipts/" + SampleBundle.hash(sample.receipt) + ".jws";
    }

    private static String text(String json) {
        return json.substring(1, json.length() - 1);
    }
}
