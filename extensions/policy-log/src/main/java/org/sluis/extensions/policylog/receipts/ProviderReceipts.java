// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.policylog.evidence.MalformedEvidenceException;
import org.sluis.extensions.policylog.evidence.Members;
import org.sluis.extensions.policylog.evidence.MessageResource;
import org.sluis.extensions.policylog.receipts.ReceiptChecks.Checked;
import org.sluis.extensions.policylog.receipts.ReceiptChecks.Refused;
import org.sluis.extensions.policylog.receipts.TakenReceipts.TakenReceipt;
import org.sluis.extensions.web.WebAnswer;
import org.sluis.extensions.web.WebRefusal;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

/** The provider's part: takes receipts, logs each beside what we sent ourselves, and only then answers. */
public final class ProviderReceipts implements MessageResource.Message {

    /** Most receipts in one message. */
    static final int MOST = 100;

    private static final int TAKEN = 200;

    private final ReceiptChecks checks;
    private final Agreements agreements;
    private final TakenReceipts taken;
    private final Deliveries deliveries;
    private final ReceiptRecord record;

    ProviderReceipts(
            ReceiptChecks checks,
            Agreements agreements,
            TakenReceipts taken,
            Deliveries deliveries,
            ReceiptRecord record) {
        this.checks = checks;
        this.agreements = agreements;
        this.taken = taken;
        this.deliveries = deliveries;
        this.record = record;
    }

    @Override
    public WebAnswer answer(Did sender, JsonNode body) throws WebRefusal, RecordUnavailableException {
        var answer = JsonNodeFactory.instance.objectNode();
        var answers = answer.putArray("answers");
        for (var receipt : receipts(body)) {
            var refusal = take(sender, receipt.textValue());
            answers.addObject().put("status", refusal.status()).put("detail", refusal.detail());
        }
        return WebAnswer.json(200, answer);
    }

    private static JsonNode receipts(JsonNode body) throws WebRefusal {
        try {
            var receipts =
                    Members.of(body, "message", Set.of("receipts")).node().get("receipts");
            Members.require(
                    receipts.isArray() && !receipts.isEmpty() && receipts.size() <= MOST,
                    "receipts must be a list of 1 to " + MOST);
            for (var receipt : receipts) {
                Members.require(receipt.isTextual(), "a receipt must be a text");
            }
            return receipts;
        } catch (MalformedEvidenceException e) {
            throw new WebRefusal(400, "Bad request", e.getMessage());
        }
    }

    private Outcome take(Did sender, String jws) throws RecordUnavailableException {
        try {
            var checked = checks.check(sender, jws);
            var kept = checked.known().isPresent() ? checked.known().get() : taken.take(fresh(checked, jws));
            if (!kept.jws().equals(jws)) {
                throw checks.repeated(checked.agreement(), kept);
            }
            log(kept, checked.agreement());
            return new Outcome(TAKEN, "");
        } catch (Refused e) {
            return new Outcome(e.status(), e.getMessage());
        }
    }

    private static TakenReceipt fresh(Checked checked, String jws) {
        return new TakenReceipt(checked.said().useId(), checked.agreement().id(), jws, checked.sent(), false);
    }

    /** What a receipt is answered with. */
    private record Outcome(int status, String detail) {}

    private void log(TakenReceipt receipt, Agreement agreement) throws RecordUnavailableException {
        if (!receipt.logged()) {
            record.taken(agreement, receipt.jws(), receipt.sent());
            taken.logged(receipt.use());
            deliveries.forget(receipt.use());
        }
    }

    /** Logs what a crash kept from being logged. */
    void logAgain(int limit) throws RecordUnavailableException {
        for (var receipt : taken.unlogged(limit)) {
            log(receipt, agreements.find(receipt.agreement()).orElseThrow());
        }
    }
}
