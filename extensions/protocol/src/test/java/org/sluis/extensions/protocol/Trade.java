// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol;

import java.util.UUID;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.ContractOfferId;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractRequest;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.connector.controlplane.policy.spi.PolicyDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.connector.controlplane.services.spi.contractnegotiation.ContractNegotiationService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferRequest;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.types.domain.DataAddress;

/** What two connectors of a test do with each other; one dataset, which anybody may use. */
public final class Trade {

    /** The protocol's name in EDC. */
    public static final String PROTOCOL = "dataspace-protocol-http:2025-1";

    private static final String DATASET = "parts";
    private static final String DEFINITION = "definition";

    private Trade() {}

    /** Publishes the dataset. */
    public static void offer(Connector provider) {
        var context = context(provider).getParticipantContextId();
        var address = DataAddress.Builder.newInstance().type("HttpData").build();
        provider.service(AssetIndex.class)
                .create(Asset.Builder.newInstance()
                        .id(DATASET)
                        .dataAddress(address)
                        .participantContextId(context)
                        .build());
        provider.service(PolicyDefinitionStore.class)
                .create(PolicyDefinition.Builder.newInstance()
                        .id("policy")
                        .policy(policy().build())
                        .participantContextId(context)
                        .build());
        provider.service(ContractDefinitionStore.class)
                .save(ContractDefinition.Builder.newInstance()
                        .id(DEFINITION)
                        .accessPolicyId("policy")
                        .contractPolicyId("policy")
                        .participantContextId(context)
                        .build());
    }

    /** The offer of the dataset by a participant. */
    public static ContractOffer offerOf(String providerId) {
        return ContractOffer.Builder.newInstance()
                .id(ContractOfferId.create(DEFINITION, DATASET).toString())
                .assetId(DATASET)
                .policy(policy().target(DATASET).assigner(providerId).build())
                .build();
    }

    /** Begins to negotiate and returns our id of the negotiation. */
    public static String negotiate(Connector consumer, String providerId, String providerAddress) {
        var request = ContractRequest.Builder.newInstance()
                .protocol(PROTOCOL)
                .counterPartyAddress(providerAddress)
                .contractOffer(offerOf(providerId))
                .build();
        return consumer.service(ContractNegotiationService.class)
                .initiateNegotiation(context(consumer), request)
                .getId();
    }

    /** Begins a transfer under the agreement of a finalized negotiation and returns our id of it. */
    public static String transfer(Connector consumer, Connector provider, String negotiationId) {
        var agreement = negotiation(consumer, negotiationId).getContractAgreement();
        var request = TransferRequest.Builder.newInstance()
                .id(UUID.randomUUID().toString())
                .protocol(PROTOCOL)
                .counterPartyAddress(provider.address())
                .contractId(agreement.getId())
                .transferType("HttpData-PULL")
                .build();
        return consumer.service(TransferProcessService.class)
                .initiateTransfer(context(consumer), request)
                .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()))
                .getId();
    }

    /** A negotiation as it is stored. */
    public static ContractNegotiation negotiation(Connector connector, String id) {
        return connector.service(ContractNegotiationStore.class).findById(id);
    }

    /** The participant a connector is. */
    public static ParticipantContext context(Connector connector) {
        return connector
                .service(SingleParticipantContextSupplier.class)
                .get()
                .orElseThrow(failure -> new AssertionError(failure.getFailureDetail()));
    }

    /** How a participant introduces itself where identities are not real. */
    public static TokenRepresentation token(String participantId) {
        var token = "{\"clientId\":\"" + participantId + "\",\"region\":\"eu\",\"audience\":\"\"}";
        return TokenRepresentation.Builder.newInstance().token(token).build();
    }

    private static Policy.Builder policy() {
        var use = Permission.Builder.newInstance()
                .action(Action.Builder.newInstance()
                        .type("http://www.w3.org/ns/odrl/2/use")
                        .build())
                .build();
        return Policy.Builder.newInstance().permission(use);
    }
}
