// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Type.CONSUMER;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation.Type.PROVIDER;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.ACCEPTED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.ACCEPTING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREEING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.FINALIZED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.FINALIZING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.OFFERED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.OFFERING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.TERMINATED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.TERMINATING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.VERIFIED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.VERIFYING;

import java.util.EnumSet;
import java.util.Set;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.sluis.extensions.protocol.inbound.Reception.Standing;

/** Messages of the contract negotiation protocol and the states of ours in which each of them comes. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are copies nobody else has
enum NegotiationMessage {
    COUNTER_REQUEST(PROVIDER, EnumSet.of(OFFERING), EnumSet.of(OFFERED), Set.of()),
    OFFER(CONSUMER, EnumSet.of(REQUESTING), EnumSet.of(REQUESTED, OFFERED), Set.of()),
    // Who was killed before it saved what it had sent says it again, perhaps with another message id, and goes on only
    // when it hears that it was heard.
    ACCEPTANCE(PROVIDER, EnumSet.of(OFFERING), EnumSet.of(OFFERED), EnumSet.of(ACCEPTED, AGREEING, AGREED)),
    // The agreement that we keep is the first.
    AGREEMENT(
            CONSUMER,
            EnumSet.of(REQUESTING, ACCEPTING),
            EnumSet.of(REQUESTED, ACCEPTED),
            EnumSet.of(AGREED, VERIFYING, VERIFIED, FINALIZED)),
    VERIFICATION(PROVIDER, EnumSet.of(AGREEING), EnumSet.of(AGREED), EnumSet.of(VERIFIED, FINALIZING, FINALIZED)),
    FINALIZATION(CONSUMER, EnumSet.of(AGREED, VERIFYING), EnumSet.of(VERIFIED), EnumSet.of(FINALIZED)),
    // Both sides may terminate at once; then each would wait for the other's lease.
    TERMINATION(
            null,
            Set.of(),
            EnumSet.complementOf(EnumSet.of(FINALIZED, TERMINATING, TERMINATED)),
            EnumSet.of(TERMINATING, TERMINATED));

    private final ContractNegotiation.Type receiver;
    private final Set<ContractNegotiationStates> before;
    private final Set<ContractNegotiationStates> at;
    private final Set<ContractNegotiationStates> after;

    NegotiationMessage(
            ContractNegotiation.Type receiver,
            Set<ContractNegotiationStates> before,
            Set<ContractNegotiationStates> at,
            Set<ContractNegotiationStates> after) {
        this.receiver = receiver;
        this.before = Set.copyOf(before);
        this.at = Set.copyOf(at);
        this.after = Set.copyOf(after);
    }

    /** Where a message with an id stands to our negotiation. */
    Standing standing(ContractNegotiation ours, String messageId) {
        if (receiver != null && receiver != ours.getType()) {
            return Standing.WRONG;
        }
        var state = ContractNegotiationStates.from(ours.getState());
        if (ours.shouldIgnoreIncomingMessage(messageId) || after.contains(state)) {
            return Standing.HANDLED;
        }
        if (before.contains(state) && !ours.isPending()) {
            return Standing.EARLY;
        }
        return at.contains(state) ? Standing.DUE : Standing.WRONG;
    }
}
