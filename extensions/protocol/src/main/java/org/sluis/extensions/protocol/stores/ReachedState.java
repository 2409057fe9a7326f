// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.util.Optional;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.spi.entity.StatefulEntity;

/**
 * A state that a process reached in the protocol; what EDC goes through in between concerns nobody else.
 *
 * @param type of the event that tells of it
 * @param name DSP's name of the state, the same on both sides
 * @param ownId which member of {@code corr} is our id of the process
 * @param peer DID of the other party, where the process knows it
 * @param contract EDC's id of the agreement, where there is one
 */
record ReachedState(
        String type,
        StatefulEntity<?> process,
        String name,
        boolean asProvider,
        String ownId,
        Optional<String> otherPid,
        Optional<String> peer,
        Optional<String> contract,
        Optional<String> offer,
        Optional<String> dataset) {

    private static final int LONGEST_REASON = 500;

    static final String NEGOTIATION = "negotiation.state";
    static final String TRANSFER = "transfer.state";

    /** A transfer that the provider never acknowledged. */
    static final String UNANSWERED = "request.refused";

    /** Empty while the negotiation is between two states of the protocol. */
    static Optional<ReachedState> of(ContractNegotiation negotiation) {
        var offer = Optional.ofNullable(negotiation.getLastContractOffer());
        return nameOf(ContractNegotiationStates.from(negotiation.getState()))
                .map(name -> new ReachedState(
                        NEGOTIATION,
                        negotiation,
                        name,
                        negotiation.getType() == ContractNegotiation.Type.PROVIDER,
                        "negotiationId",
                        Optional.ofNullable(negotiation.getCorrelationId()),
                        Optional.ofNullable(negotiation.getCounterPartyId()),
                        Optional.ofNullable(negotiation.getContractAgreement()).map(ContractAgreement::getId),
                        offer.map(last -> last.getId()),
                        offer.map(last -> last.getAssetId())));
    }

    private static Optional<String> nameOf(ContractNegotiationStates state) {
        return switch (state) {
            case REQUESTED, OFFERED, ACCEPTED, AGREED, VERIFIED, FINALIZED, TERMINATED -> Optional.of(state.name());
            case INITIAL, REQUESTING, OFFERING, ACCEPTING, AGREEING, VERIFYING, FINALIZING, TERMINATING ->
                Optional.empty();
        };
    }

    /** Empty while the transfer is between two states of the protocol. */
    static Optional<ReachedState> of(TransferProcess transfer) {
        var asProvider = transfer.getType() == TransferProcess.Type.PROVIDER;
        var otherPid = Optional.ofNullable(transfer.getCorrelationId());
        return nameOf(TransferProcessStates.from(transfer.getState()), asProvider)
                .map(name -> new ReachedState(
                        // Only a transfer that both sides know can be compared between them.
                        otherPid.isPresent() ? TRANSFER : UNANSWERED,
                        transfer,
                        name,
                        asProvider,
                        "transferId",
                        otherPid,
                        Optional.empty(),
                        Optional.ofNullable(transfer.getContractId()),
                        Optional.empty(),
                        Optional.ofNullable(transfer.getAssetId())));
    }

    private static Optional<String> nameOf(TransferProcessStates state, boolean asProvider) {
        return switch (state) {
            // A provider's transfer is made by the consumer's request; EDC has no state of its own for that.
            case INITIAL -> asProvider ? Optional.of(TransferProcessStates.REQUESTED.name()) : Optional.empty();
            case REQUESTED, STARTED, SUSPENDED, COMPLETED, TERMINATED -> Optional.of(state.name());
            case PROVISIONING,
                    PROVISIONING_REQUESTED,
                    PROVISIONED,
                    REQUESTING,
                    STARTING,
                    STARTUP_REQUESTED,
                    SUSPENDING,
                    SUSPENDING_REQUESTED,
                    RESUMING,
                    RESUMED,
                    COMPLETING,
                    COMPLETING_REQUESTED,
                    TERMINATING,
                    TERMINATING_REQUESTED,
                    DEPROVISIONING,
                    DEPROVISIONING_REQUESTED,
                    DEPROVISIONED -> Optional.empty();
        };
    }

    /** Under which name the last state of the process is kept: the same whatever the type of the event. */
    String kind() {
        return type.equals(NEGOTIATION) ? NEGOTIATION : TRANSFER;
    }

    /** Why it came to an end or to a pause. */
    Optional<String> reason() {
        return name.equals(TransferProcessStates.TERMINATED.name())
                        || name.equals(TransferProcessStates.SUSPENDED.name())
                ? Optional.ofNullable(process.getErrorDetail()).map(ReachedState::bounded)
                : Optional.empty();
    }

    private static String bounded(String detail) {
        if (detail.length() <= LONGEST_REASON) {
            return detail;
        }
        var end = Character.isHighSurrogate(detail.charAt(LONGEST_REASON - 1)) ? LONGEST_REASON - 1 : LONGEST_REASON;
        return detail.substring(0, end);
    }

    Optional<String> consumerPid() {
        return asProvider ? otherPid : Optional.of(process.getId());
    }

    Optional<String> providerPid() {
        return asProvider ? Optional.of(process.getId()) : otherPid;
    }
}
