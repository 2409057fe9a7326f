// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.machines;

import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.ACCEPTED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.ACCEPTING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.AGREEING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.FINALIZING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.INITIAL;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.OFFERING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.REQUESTING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.TERMINATING;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.VERIFIED;
import static org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates.VERIFYING;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;

/** A state machine of EDC that is woken: which processes it moves and in which of their states. */
@SuppressWarnings("ImmutableEnumChecker") // the list is a copy nobody can change
public enum Machine {
    CONSUMER_NEGOTIATIONS(
            "ConsumerContractNegotiationManagerImpl",
            "edc_contract_negotiation",
            negotiationStates(INITIAL, REQUESTING, ACCEPTING, AGREED, VERIFYING, TERMINATING)),
    PROVIDER_NEGOTIATIONS(
            "ProviderContractNegotiationManagerImpl",
            "edc_contract_negotiation",
            negotiationStates(OFFERING, REQUESTED, ACCEPTED, AGREEING, VERIFIED, FINALIZING, TERMINATING)),
    TRANSFERS(
            "TransferProcessManagerImpl",
            "edc_transfer_process",
            transferStates(
                    TransferProcessStates.INITIAL,
                    TransferProcessStates.PROVISIONING,
                    TransferProcessStates.PROVISIONED,
                    TransferProcessStates.REQUESTING,
                    TransferProcessStates.STARTING,
                    TransferProcessStates.SUSPENDING,
                    TransferProcessStates.SUSPENDING_REQUESTED,
                    TransferProcessStates.RESUMING,
                    TransferProcessStates.COMPLETING,
                    TransferProcessStates.COMPLETING_REQUESTED,
                    TransferProcessStates.TERMINATING,
                    TransferProcessStates.TERMINATING_REQUESTED,
                    TransferProcessStates.DEPROVISIONING));

    private final String edcName;
    private final String kind;
    private final List<Integer> states;

    Machine(String edcName, String kind, List<Integer> states) {
        this.edcName = edcName;
        this.kind = kind;
        this.states = states;
    }

    /** Which of the two moves a negotiation. */
    public static Machine of(ContractNegotiation.Type type) {
        return type == ContractNegotiation.Type.CONSUMER ? CONSUMER_NEGOTIATIONS : PROVIDER_NEGOTIATIONS;
    }

    /** Empty for a machine of EDC that is left to poll. */
    static Optional<Machine> named(String edcName) {
        return Arrays.stream(values())
                .filter(machine -> machine.edcName.equals(edcName))
                .findFirst();
    }

    /** The machines of a kind of processes, by the name under which these are leased. */
    public static List<Machine> moving(String kind) {
        return Arrays.stream(values())
                .filter(machine -> machine.kind.equals(kind))
                .toList();
    }

    /** The states in which a process is the machine's to move. */
    public List<Integer> states() {
        return states;
    }

    private static List<Integer> negotiationStates(ContractNegotiationStates... states) {
        return Stream.of(states).map(ContractNegotiationStates::code).toList();
    }

    private static List<Integer> transferStates(TransferProcessStates... states) {
        return Stream.of(states).map(TransferProcessStates::code).toList();
    }
}
