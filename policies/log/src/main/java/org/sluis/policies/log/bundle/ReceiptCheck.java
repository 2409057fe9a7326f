// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.log.json.JsonNumber;
import org.sluis.policies.log.json.JsonString;
import org.sluis.policies.log.jws.Jws;
import org.sluis.policies.log.jws.MalformedJwsException;

/** Did the consumer sign each receipt, for exactly what the entry with it says? */
final class ReceiptCheck {

    private static final String FOLDER = "receipts/";
    private static final String SUFFIX = ".jws";

    private final Bundle bundle;
    private final Optional<SealClaims> seal;
    private final IdentityKeys identities;
    private final Findings findings;
    private final Map<List<String>, String> uses = new HashMap<>();

    private ReceiptCheck(Bundle bundle, Optional<SealClaims> seal, IdentityKeys identities, Findings findings) {
        this.bundle = bundle;
        this.seal = seal;
        this.identities = identities;
        this.findings = findings;
    }

    static void check(
            Bundle bundle, Payloads payloads, Optional<SealClaims> seal, IdentityKeys identities, Findings findings) {
        payloads.receipts().forEach((hash, entries) -> {
            if (entries.size() > 1) {
                findings.tampered(
                        Check.RECEIPT,
                        FileNames.PAYLOADS,
                        entries.get(1),
                        "records a receipt for the second time, after entry " + entries.get(0));
            }
            if (!bundle.files().containsKey(file(hash))) {
                findings.incomplete(
                        Check.RECEIPT, FOLDER, "the receipt of entry " + entries.get(0) + " is not in the bundle");
            }
        });
        var check = new ReceiptCheck(bundle, seal, identities, findings);
        for (var file : bundle.folder(FOLDER)) {
            var hash = file.substring(FOLDER.length(), file.length() - SUFFIX.length());
            if (!payloads.receipts().containsKey(hash)) {
                findings.tampered(Check.RECEIPT, file, "no entry records this receipt");
            }
            for (var entry : payloads.recorded(hash)) {
                check.check(file, bundle.files().get(file), entry);
            }
        }
    }

    static String file(String hash) {
        return FOLDER + hash + SUFFIX;
    }

    private void check(String file, ByteBuffer content, Recorded entry) {
        try {
            var jws = Jws.compact(StatementFile.text(file, content), ReceiptClaims.TYPE);
            var receipt = ReceiptClaims.of(file, jws.claims());
            signature(file, jws, receipt, entry);
            parties(file, receipt, entry);
            content(new Comparison(file, entry), receipt);
        } catch (MalformedJwsException | UnreadableBundleException e) {
            findings.unreadable(Check.RECEIPT, file, entry.index(), e.getMessage());
        }
    }

    private void signature(String file, Jws jws, ReceiptClaims receipt, Recorded entry) {
        var require = new Comparison(file, entry);
        if (!jws.signer().equals(receipt.consumer())) {
            require.that(
                    false, "its receipt is signed by " + FileNames.printable(jws.signer()) + ", not by the consumer");
            return;
        }
        var signer = identities.signer(jws);
        if (!signer.known()) {
            findings.incomplete(
                    Check.RECEIPT,
                    file,
                    "the key " + FileNames.printable(jws.keyId()) + " is in no DID document here that counts");
            return;
        }
        require.that(signer.key().isPresent(), "the consumer's signature under its receipt is wrong");
    }

    private void parties(String file, ReceiptClaims receipt, Recorded entry) {
        var require = new Comparison(file, entry);
        var subject = bundle.manifest().subject();
        var role = new Parties(receipt.provider(), receipt.consumer()).own(subject);
        require.that(role.isPresent(), "its receipt is of other parties than the manifest");
        var stream = subject.streams().stream()
                .filter(known -> known.agreement().equals(Optional.of(receipt.agreementId())))
                .findFirst();
        require.that(
                stream.filter(known -> entry.isIn(known.id())).isPresent(),
                "stands in another stream than that of the receipt's agreement "
                        + FileNames.printable(receipt.agreementId()));
        boolean ours = role.equals(Optional.of(Parties.CONSUMER));
        require.that(
                !ours
                        || (stream.filter(known -> known.id().equals(receipt.stream()))
                                        .isPresent()
                                && entry.agrees(receipt.entry(), "id")),
                "is not the entry that its receipt names");
        seal.filter(known -> known.agreementId().equals(receipt.agreementId()))
                .ifPresent(known -> require.that(
                        known.consumerSide().stream().equals(receipt.stream())
                                && known.provider().equals(receipt.provider())
                                && known.consumer().equals(receipt.consumer())
                                && known.datasetId().equals(receipt.datasetId()),
                        "its receipt does not fit the seal"));
    }

    private void content(Comparison require, ReceiptClaims receipt) {
        var entry = require.entry();
        require.that(
                entry.says(new JsonString(receipt.agreementId()), "corr", "agreementId"),
                "has a receipt of another agreement");
        require.that(entry.says(new JsonString(receipt.useId()), "corr", "flowId"), "has a receipt of another use");
        require.that(
                entry.agrees(receipt.consumerPid(), "corr", "consumerPid")
                        && entry.agrees(receipt.providerPid(), "corr", "providerPid"),
                "has a receipt of another transfer");
        require.that(entry.agrees(receipt.datasetId(), "corr", "datasetId"), "has a receipt of another dataset");
        require.that(entry.agrees(receipt.receivedAt(), "ts"), "has a receipt of another time");
        // a provider may say, for all to see, that it sent something else than the consumer confirmed
        boolean disputed = entry.says(new JsonString("error"), "decision")
                && !receipt.consumer().equals(bundle.manifest().subject().self());
        if (disputed) {
            findings.notice(Check.RECEIPT, require.file(), entry.index(), "differs from its receipt, and says so");
        } else {
            require.that(
                    entry.says(JsonNumber.of(receipt.bytes()), "data", "bytes")
                            && entry.says(new JsonString(receipt.sha256()), "data", "sha256"),
                    "says other bytes or another hash than its receipt");
        }
        var before = uses.putIfAbsent(List.of(receipt.agreementId(), receipt.useId()), require.file());
        require.that(
                before == null || before.equals(require.file()), "has the second receipt of one use, after " + before);
    }

    /** Where a receipt's findings belong. */
    private final class Comparison {
        private final String file;
        private final Recorded entry;

        Comparison(String file, Recorded entry) {
            this.file = file;
            this.entry = entry;
        }

        String file() {
            return file;
        }

        Recorded entry() {
            return entry;
        }

        void that(boolean condition, String otherwise) {
            if (!condition) {
                findings.tampered(Check.RECEIPT, file, entry.index(), otherwise);
            }
        }
    }
}
