// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.log.jws.Jws;
import org.sluis.policies.log.jws.MalformedJwsException;

/** Is every receipt there once, recorded, and signed by the consumer, for exactly what the entry with it says? */
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
            var comparison = new ReceiptComparison(file, receipt, entry, findings);
            signature(jws, receipt, comparison);
            comparison.place(bundle.manifest().subject(), seal);
            comparison.content();
            comparison.data(bundle.manifest().subject());
            var before = uses.putIfAbsent(List.of(receipt.agreementId(), receipt.useId()), file);
            comparison.require(
                    before == null || before.equals(file), "has the second receipt of one use, after " + before);
        } catch (MalformedJwsException | UnreadableBundleException e) {
            findings.unreadable(Check.RECEIPT, file, entry.index(), e.getMessage());
        }
    }

    private void signature(Jws jws, ReceiptClaims receipt, ReceiptComparison comparison) {
        if (!jws.signer().equals(receipt.consumer())) {
            comparison.require(
                    false, "its receipt is signed by " + FileNames.printable(jws.signer()) + ", not by the consumer");
            return;
        }
        var signer = identities.signer(jws);
        if (!signer.known()) {
            findings.incomplete(
                    Check.RECEIPT,
                    comparison.file(),
                    "the key " + FileNames.printable(jws.keyId()) + " is in no DID document here that counts");
            return;
        }
        comparison.require(signer.holds(), "the consumer's signature under its receipt is wrong");
    }
}
