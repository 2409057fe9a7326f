// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.sluis.extensions.policylog.evidence.Signatures;
import org.sluis.extensions.policylog.receipts.GivenReceipts.GivenReceipt;
import org.sluis.extensions.policylog.seal.LogPlace;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.ReceivedBodies;
import org.sluis.policies.usage.ReceivedBody;

/**
 * The consumer's part: signs what was received, keeps the receipt, logs it, and only then lets it be sent. Under an agreement
 * without a seal no receipt is due.
 */
final class ConsumerReceipts implements ReceivedBodies {

    private final AgreementSeals seals;
    private final Agreements agreements;
    private final GivenReceipts given;
    private final ReceiptRecord record;
    private final Signatures signatures;
    private final TransferPids transfers;
    private final LogPlace own;
    private final Runnable onLogged;

    ConsumerReceipts(
            AgreementSeals seals,
            Agreements agreements,
            GivenReceipts given,
            ReceiptRecord record,
            Signatures signatures,
            TransferPids transfers,
            LogPlace own,
            Runnable onLogged) {
        this.seals = seals;
        this.agreements = agreements;
        this.given = given;
        this.record = record;
        this.signatures = signatures;
        this.transfers = transfers;
        this.own = own;
        this.onLogged = onLogged;
    }

    @Override
    public void received(ReceivedBody body) throws RecordUnavailableException {
        try {
            if (seals.isSealed(body.agreement().id())) {
                give(body);
            }
        } catch (RuntimeException e) {
            throw new RecordUnavailableException("what was received cannot be recorded: " + e.getMessage(), e);
        }
    }

    private void give(ReceivedBody body) throws RecordUnavailableException {
        var agreement = body.agreement();
        var jws = signatures.sign(ReceiptPayload.TYPE, payload(body).json());
        var kept = given.give(new GivenReceipt(body.use(), agreement.id(), agreement.provider(), jws, 0));
        if (!kept.jws().equals(jws)) {
            // one receipt for each use, or the provider could let one stand for many
            record.log()
                    .refused(
                            agreement.provider(),
                            Optional.of(agreement.id()),
                            "body of use " + body.use(),
                            "use-repeated",
                            body.bytes() + " bytes " + body.sha256());
        }
        log(kept, agreement);
        onLogged.run();
    }

    private ReceiptPayload payload(ReceivedBody body) {
        var agreement = body.agreement();
        var providerPid = transfers
                .counterpart(body.transfer())
                .orElseThrow(() -> new IllegalStateException("transfer " + body.transfer() + " is not known"));
        return new ReceiptPayload(
                agreement.id(),
                agreement.provider(),
                agreement.consumer(),
                agreement.dataset(),
                body.use(),
                body.transfer(),
                providerPid,
                body.bytes(),
                body.sha256(),
                body.at().truncatedTo(ChronoUnit.MILLIS),
                own.streams().agreement(agreement.id()).toString(),
                ReceiptRecord.entry(agreement, body.use()));
    }

    private void log(GivenReceipt receipt, Agreement agreement) throws RecordUnavailableException {
        record.given(agreement, receipt.jws());
        given.logged(receipt);
    }

    /** Logs what a crash kept from being logged. */
    void logAgain(int limit) throws RecordUnavailableException {
        for (var receipt : given.unlogged(limit)) {
            log(receipt, agreements.find(receipt.agreement()).orElseThrow());
        }
    }
}
