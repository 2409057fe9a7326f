// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluis.extensions.policylog.evidence.EvidenceLog;
import org.sluis.extensions.policylog.evidence.PeerLogs;
import org.sluis.extensions.policylog.evidence.Signatures;
import org.sluis.extensions.policylog.evidence.SignerDocuments;
import org.sluis.extensions.policylog.seal.LogPlace;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.DeliveredBody;
import org.sluis.policies.usage.ReceivedBodies;

/** The receipts of our agreements: those that we give, those that we take, and those that are missing. */
public final class Receipts {

    /** How long we wait for a receipt. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final System.Logger LOG = System.getLogger(Receipts.class.getName());
    private static final int ROUND = 500;
    private static final Duration OVERDUE = Duration.ofHours(1);

    private final Ports ports;
    private final Clock clock;
    private final ReceiptRecord record;
    private final ConsumerReceipts consumer;
    private final ReceiptSending sending;
    private final ProviderReceipts provider;

    /** Stores and what the receipts look at. */
    public record Ports(
            AgreementSeals seals,
            Agreements agreements,
            GivenReceipts given,
            TakenReceipts taken,
            Deliveries deliveries,
            TransferPids transfers) {}

    /** {@code onGiven} is called when there is something to send. */
    public Receipts(
            Ports ports, EvidenceLog log, PeerLogs peers, Signatures signatures, LogPlace own, Runnable onGiven) {
        this.ports = ports;
        this.clock = log.clock();
        this.record = new ReceiptRecord(log, new SignerDocuments(peers.documents(), log));
        this.consumer = new ConsumerReceipts(
                ports.seals(), ports.agreements(), ports.given(), record, signatures, ports.transfers(), own, onGiven);
        this.sending = new ReceiptSending(ports.given(), peers, clock);
        this.provider = new ProviderReceipts(
                new ReceiptChecks(
                        ports.agreements(),
                        ports.taken(),
                        ports.deliveries(),
                        signatures,
                        ports.transfers(),
                        log,
                        clock),
                ports.agreements(),
                ports.taken(),
                ports.deliveries(),
                record);
    }

    /** Where bodies that reached us are told. */
    public ReceivedBodies received() {
        return consumer;
    }

    /** Answers consumers. */
    public ProviderReceipts provider() {
        return provider;
    }

    /** The receipts of an agreement, given or taken, that our log names: compact JWS. */
    public List<String> of(String agreementId) {
        return Stream.concat(ports.given().of(agreementId).stream(), ports.taken().of(agreementId).stream())
                .toList();
    }

    /** How many bodies that we sent more than an hour ago have no receipt. */
    public long missing() {
        return ports.deliveries().missing(clock.instant().minus(OVERDUE));
    }

    /** How many receipts of ours their providers do not have. */
    public long undelivered() {
        return ports.given().undelivered();
    }

    /** Goes on with what is open; to be called from time to time and when there is something to send. */
    public void work() {
        try {
            consumer.logAgain(ROUND);
            provider.logAgain(ROUND);
            giveUp();
        } catch (RecordUnavailableException e) {
            LOG.log(Level.WARNING, "receipts are logged later: {0}", e.getMessage());
        }
        while (sending.work()) {
            // a backlog
        }
    }

    /** A receipt that did not come in all this time will not come. */
    private void giveUp() throws RecordUnavailableException {
        for (var body : ports.deliveries().endedBefore(clock.instant().minus(KEPT), ROUND)) {
            var agreement = ports.agreements().find(body.agreement());
            if (agreement.isPresent()
                    && body.whole()
                    && ports.taken().find(body.use()).isEmpty()) {
                record.missing(agreement.get(), body, consumerPid(body), clock.instant());
            }
            ports.deliveries().forget(body.use());
        }
    }

    private Optional<String> consumerPid(DeliveredBody body) {
        return ports.transfers().counterpart(body.transfer());
    }
}
