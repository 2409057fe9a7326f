// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Signatures;
import org.sluis.extensions.policylog.receipts.TakenReceipts.Sent;
import org.sluis.extensions.policylog.receipts.TakenReceipts.TakenReceipt;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.DeliveredBody;

/** Looks at receipts before we believe them. */
record ReceiptChecks(
        Agreements agreements,
        TakenReceipts taken,
        Deliveries deliveries,
        Signatures signatures,
        TransferPids transfers,
        EvidenceLog log,
        Clock clock) {

    /** How far the clocks of two parties may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    /** A receipt may be here before we have kept what we sent; after this time we never will. */
    private static final Duration KEEPING = Duration.ofMinutes(2);

    /**
     * A receipt that may be logged.
     *
     * @param sent what we sent; empty when that is not known
     * @param known the receipt that we have for this use already
     */
    record Checked(ReceiptPayload said, Agreement agreement, Optional<Sent> sent, Optional<TakenReceipt> known) {}

    /** A receipt is not taken; the message is for who sent it. */
    static final class Refused extends Exception {
        private final int status;

        Refused(int status, String detail) {
            super(detail, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    Checked check(Did sender, String jws) throws Refused, RecordUnavailableException {
        var said = verified(sender, jws);
        var agreement = agreements
                .find(said.agreementId())
                .orElseThrow(() -> new Refused(404, "no agreement with this id is known here"));
        requireParties(sender, said, agreement);
        var known = taken.find(said.useId());
        if (known.isPresent()) {
            return new Checked(said, agreement, known.get().sent(), known);
        }
        var delivered = deliveries.find(said.useId());
        if (delivered.isPresent()) {
            requireSame(said, delivered.get(), agreement);
        } else {
            requireUse(said);
        }
        requireTransfer(said, agreement);
        requirePlausible(said, delivered, agreement);
        return new Checked(
                said, agreement, delivered.map(body -> new Sent(body.bytes(), body.sha256())), Optional.empty());
    }

    private ReceiptPayload verified(Did sender, String jws) throws Refused, RecordUnavailableException {
        try {
            return ReceiptPayload.read(signatures.verified(jws, ReceiptPayload.TYPE, sender));
        } catch (MalformedEvidenceException e) {
            log.refused(sender.value(), Optional.empty(), "receipt", "receipt-unverified", e.getMessage());
            throw new Refused(400, e.getMessage());
        }
    }

    private void requireParties(Did sender, ReceiptPayload said, Agreement agreement)
            throws Refused, RecordUnavailableException {
        if (agreement.side() != Agreement.Side.PROVIDER || !agreement.consumer().equals(sender.value())) {
            log.refused(sender.value(), Optional.empty(), "receipt under " + agreement.id(), "not-a-party", "");
            throw new Refused(403, "only the consumer of an agreement gives receipts to its provider");
        }
        require(said.consumer().equals(agreement.consumer()), agreement, said, "consumer");
        require(said.provider().equals(agreement.provider()), agreement, said, "provider");
        require(said.datasetId().equals(agreement.dataset()), agreement, said, "datasetId");
    }

    private void requireSame(ReceiptPayload said, DeliveredBody body, Agreement agreement)
            throws Refused, RecordUnavailableException {
        require(body.agreement().equals(said.agreementId()), agreement, said, "agreementId");
        require(body.consumer().equals(said.consumer()), agreement, said, "consumer");
        require(body.transfer().equals(said.providerPid()), agreement, said, "providerPid");
    }

    /** What we sent is not known here: there was no such use, or it is still being kept, or a crash took it. */
    private void requireUse(ReceiptPayload said) throws Refused {
        var use = deliveries
                .use(said.useId())
                .filter(known -> known.agreement().equals(said.agreementId()))
                .orElseThrow(() -> new Refused(404, "no use with this id is known under this agreement"));
        var now = clock.instant();
        if (use.at().plus(Receipts.KEPT).isBefore(now)) {
            throw new Refused(410, "too late: what was sent so long ago is no longer kept");
        }
        if (said.receivedAt().plus(KEEPING).isAfter(now)) {
            throw new Refused(503, "what was sent is still being recorded; send the receipt again in a moment");
        }
    }

    private void requireTransfer(ReceiptPayload said, Agreement agreement) throws Refused, RecordUnavailableException {
        var ours = transfers.counterpart(said.providerPid());
        require(ours.equals(Optional.of(said.consumerPid())), agreement, said, "consumerPid");
    }

    private void requirePlausible(ReceiptPayload said, Optional<DeliveredBody> body, Agreement agreement)
            throws Refused, RecordUnavailableException {
        var at = said.receivedAt();
        var late = at.isAfter(clock.instant().plus(SKEW));
        var early = body.filter(sent -> at.isBefore(sent.at().minus(SKEW))).isPresent();
        require(!late && !early, agreement, said, "receivedAt");
    }

    private void require(boolean holds, Agreement agreement, ReceiptPayload said, String member)
            throws Refused, RecordUnavailableException {
        if (!holds) {
            refused(agreement, said.useId().toString(), "receipt-wrong", member);
            throw new Refused(409, "the receipt does not fit what is known here: " + member);
        }
    }

    /** Another receipt for a use that has one. */
    Refused repeated(Agreement agreement, TakenReceipt known) throws RecordUnavailableException {
        refused(agreement, known.use().toString(), "receipt-repeated", "");
        return new Refused(409, "another receipt for this use was taken before");
    }

    private void refused(Agreement agreement, String use, String code, String observed)
            throws RecordUnavailableException {
        log.refused(agreement.consumer(), Optional.of(agreement.id()), "receipt of use " + use, code, observed);
    }
}
