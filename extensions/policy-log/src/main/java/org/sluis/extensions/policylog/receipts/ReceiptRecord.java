// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sluis.extensions.policylog.evidence.EventIds;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.SignerDocuments;
import org.sluis.extensions.policylog.receipts.TakenReceipts.Sent;
import org.sluis.policies.log.Sha256;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.DeliveredBody;

/** Logs receipts. Both sides say the same of what happened, each with its own figures. */
record ReceiptRecord(EvidenceLog log, SignerDocuments signers) {

    private static final String TYPE = "transfer.receipt";

    /** The id of our entry about a use; the same however often it is logged. */
    static UUID entry(Agreement agreement, UUID use) {
        return EventIds.of(TYPE, agreement.id(), use.toString());
    }

    /** As the consumer: what we received. */
    void given(Agreement agreement, String jws) throws RecordUnavailableException {
        var said = ReceiptPayload.kept(jws);
        append(agreement, said, jws, Optional.of(new Sent(said.bytes(), said.sha256())), Optional.empty());
    }

    /** As the provider: what we sent, and whether that is what was received. */
    void taken(Agreement agreement, String jws, Optional<Sent> sent) throws RecordUnavailableException {
        var said = ReceiptPayload.kept(jws);
        var received = new Sent(said.bytes(), said.sha256());
        Optional<String> fault = sent.isEmpty()
                ? Optional.of("sent-unknown")
                : sent.filter(received::equals).isPresent() ? Optional.empty() : Optional.of("receipt-differs");
        append(agreement, said, jws, sent, fault);
    }

    private void append(
            Agreement agreement, ReceiptPayload said, String jws, Optional<Sent> figures, Optional<String> fault)
            throws RecordUnavailableException {
        var members = members(agreement, said.correlation(), figures, fault);
        members.put("receipt", Map.of("sha256", hash(jws)));
        signers.keep(agreement, jws, ReceiptPayload.TYPE);
        log.append(entry(agreement, said.useId()), said.receivedAt(), TYPE, agreement, members);
    }

    /** As the provider: no receipt came in all this time. */
    void missing(Agreement agreement, DeliveredBody body, Optional<String> consumerPid, Instant now)
            throws RecordUnavailableException {
        var correlation = new HashMap<String, String>();
        correlation.put("agreementId", agreement.id());
        correlation.put("providerPid", body.transfer());
        correlation.put("flowId", body.use().toString());
        correlation.put("datasetId", body.dataset());
        consumerPid.ifPresent(pid -> correlation.put("consumerPid", pid));
        var sent = Optional.of(new Sent(body.bytes(), body.sha256()));
        log.append(
                entry(agreement, body.use()),
                now,
                TYPE,
                agreement,
                members(agreement, correlation, sent, Optional.of("receipt-missing")));
    }

    private static Map<String, Object> members(
            Agreement agreement, Map<String, String> correlation, Optional<Sent> figures, Optional<String> fault) {
        var members = new HashMap<String, Object>();
        members.put("corr", correlation);
        members.put("role", EvidenceLog.role(agreement));
        figures.ifPresent(sent -> members.put("data", Map.of("bytes", sent.bytes(), "sha256", sent.sha256())));
        fault.ifPresent(code -> {
            members.put("decision", "error");
            members.put("reasons", List.of(Map.of("code", code)));
        });
        return members;
    }

    static String hash(String jws) {
        return Sha256.of(jws.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
