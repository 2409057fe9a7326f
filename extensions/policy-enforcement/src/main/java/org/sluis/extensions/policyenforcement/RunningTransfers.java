// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.sluis.extensions.policyenforcement.AgreementDecisions.Running;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreement.Side;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.Validity;

/** Whether the transfers under an agreement may go on, and until when that can be said. */
final class RunningTransfers implements PolicyMonitor.RunningDecision {

    private final ContractNegotiationStore negotiations;
    private final FrozenAgreements frozen;
    private final AgreementDecisions decisions;
    private final Clock clock;

    RunningTransfers(
            ContractNegotiationStore negotiations, FrozenAgreements frozen, AgreementDecisions decisions, Clock clock) {
        this.negotiations = negotiations;
        this.frozen = frozen;
        this.decisions = decisions;
        this.clock = clock;
    }

    @Override
    public PolicyMonitor.Outlook look(String contract) throws RecordUnavailableException {
        ContractAgreement concluded = negotiations.findContractAgreement(contract);
        if (concluded == null) {
            return PolicyMonitor.Outlook.stop("the agreement of this transfer does not exist");
        }
        Optional<Agreement> agreement = frozen.of(concluded);
        if (agreement.isEmpty()) {
            return PolicyMonitor.Outlook.stop("the agreement of this transfer is not known here");
        }
        if (agreement.get().state() != AgreementState.ACTIVE) {
            return PolicyMonitor.Outlook.stop(agreement.get().endReason().orElse("the agreement has ended"));
        }
        return agreement.get().side() == Side.PROVIDER ? asProvider(concluded) : asConsumer(agreement.get());
    }

    private PolicyMonitor.Outlook asProvider(ContractAgreement concluded) throws RecordUnavailableException {
        Running running = decisions.running(concluded);
        return running.verdict().allows()
                ? PolicyMonitor.Outlook.goOn(running.next(), running.onCredentials())
                : PolicyMonitor.Outlook.stop(StopReasons.plain(running.verdict().decision()));
    }

    /** The provider's facts are not the consumer's: that knows what time alone says, and whether the agreement still stands. */
    private PolicyMonitor.Outlook asConsumer(Agreement agreement) {
        Optional<Instant> end = Validity.until(agreement);
        return end.filter(instant -> clock.instant().isAfter(instant)).isPresent()
                ? PolicyMonitor.Outlook.stop("the agreement allows nothing after " + end.get())
                : PolicyMonitor.Outlook.goOn(end.map(instant -> instant.plusNanos(1)), false);
    }
}
