// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.bundle;

import java.util.Optional;
import org.sluis.policies.log.json.JsonNumber;
import org.sluis.policies.log.json.JsonString;

/** What a receipt says, against the entry that records it, the manifest and the seal. */
record ReceiptComparison(String file, ReceiptClaims receipt, Recorded entry, Findings findings) {

    void require(boolean condition, String otherwise) {
        if (!condition) {
            findings.tampered(Check.RECEIPT, file, entry.index(), otherwise);
        }
    }

    /** Its parties and where it was logged. */
    void place(Manifest.Subject subject, Optional<SealClaims> seal) {
        var role = new Parties(receipt.provider(), receipt.consumer()).own(subject);
        require(role.isPresent(), "its receipt is of other parties than the manifest");
        var stream = subject.streams().stream()
                .filter(known -> known.agreement().equals(Optional.of(receipt.agreementId())))
                .findFirst();
        require(
                stream.filter(known -> entry.isIn(known.id())).isPresent(),
                "stands in another stream than that of the receipt's agreement "
                        + FileNames.printable(receipt.agreementId()));
        boolean ours = role.equals(Optional.of(Parties.CONSUMER));
        boolean named =
                stream.filter(known -> known.id().equals(receipt.stream())).isPresent()
                        && entry.agrees(receipt.entry(), "id");
        require(!ours || named, "is not the entry that its receipt names");
        seal.filter(known -> known.agreementId().equals(receipt.agreementId()))
                .ifPresent(known -> require(
                        known.consumerSide().stream().equals(receipt.stream())
                                && known.provider().equals(receipt.provider())
                                && known.consumer().equals(receipt.consumer())
                                && known.datasetId().equals(receipt.datasetId()),
                        "its receipt does not fit the seal"));
    }

    /** What it is a receipt of. */
    void content() {
        require(
                entry.says(new JsonString(receipt.agreementId()), "corr", "agreementId"),
                "has a receipt of another agreement");
        require(entry.says(new JsonString(receipt.useId()), "corr", "flowId"), "has a receipt of another use");
        require(
                entry.agrees(receipt.consumerPid(), "corr", "consumerPid")
                        && entry.agrees(receipt.providerPid(), "corr", "providerPid"),
                "has a receipt of another transfer");
        require(entry.agrees(receipt.datasetId(), "corr", "datasetId"), "has a receipt of another dataset");
        require(entry.agrees(receipt.receivedAt(), "ts"), "has a receipt of another time");
    }

    /** A provider may say, for all to see, that it sent something else than the consumer confirmed. */
    void data(Manifest.Subject subject) {
        boolean same = entry.says(JsonNumber.of(receipt.bytes()), "data", "bytes")
                && entry.says(new JsonString(receipt.sha256()), "data", "sha256");
        boolean disputed = entry.says(new JsonString("error"), "decision")
                && !receipt.consumer().equals(subject.self());
        if (!same && disputed) {
            findings.notice(Check.RECEIPT, file, entry.index(), "differs from its receipt, and says so");
        } else {
            require(same, "says other bytes or another hash than its receipt");
        }
    }
}
