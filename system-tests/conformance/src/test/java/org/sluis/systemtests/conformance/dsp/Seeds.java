// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.conformance.dsp;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.asset.spi.index.AssetIndex;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.offer.store.ContractDefinitionStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractDefinition;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.connector.controlplane.policy.spi.PolicyDefinition;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.policy.model.PolicyType;
import org.eclipse.edc.spi.constants.CoreConstants;
import org.eclipse.edc.spi.types.domain.DataAddress;

/** The datasets that the suite finds and the agreements that it transfers under. */
record Seeds(String self, String source, Stores stores) {

    /** Id of the offer of all datasets; the suite writes it into one of its messages whatever it is told. */
    static final String OFFER = "CD123";

    private static final String POLICY = "use";

    /** EDC's stores, as the product has them. */
    record Stores(
            AssetIndex assets,
            PolicyDefinitionStore policies,
            ContractDefinitionStore definitions,
            ContractNegotiationStore negotiations) {}

    void plant() {
        SuiteCases.DATASETS.forEach(test -> plantDataset(Script.dataset(test), source));
        stores.policies()
                .create(PolicyDefinition.Builder.newInstance()
                        .id(POLICY)
                        .participantContextId(self)
                        .policy(use().build())
                        .build())
                .orElseThrow(failure -> new IllegalStateException(failure.getFailureDetail()));
        stores.definitions()
                .save(ContractDefinition.Builder.newInstance()
                        .id(OFFER)
                        .participantContextId(self)
                        .accessPolicyId(POLICY)
                        .contractPolicyId(POLICY)
                        .build())
                .orElseThrow(failure -> new IllegalStateException(failure.getFailureDetail()));
        SuiteCases.PROVIDED.forEach(test -> plantAgreement(test, ContractNegotiation.Type.PROVIDER));
        SuiteCases.CONSUMED.forEach(test -> plantAgreement(test, ContractNegotiation.Type.CONSUMER));
        // The provider of this test ends the transfer by itself: its data has no address.
        plantDataset(Script.dataset("tp_01_05"), "not an address");
    }

    private void plantDataset(String id, String baseUrl) {
        stores.assets()
                .create(Asset.Builder.newInstance()
                        .id(id)
                        .participantContextId(self)
                        .dataAddress(DataAddress.Builder.newInstance()
                                .type("HttpData")
                                .property(CoreConstants.EDC_NAMESPACE + "baseUrl", baseUrl)
                                .build())
                        .build())
                .orElseThrow(failure -> new IllegalStateException(failure.getFailureDetail()));
    }

    private void plantAgreement(String test, ContractNegotiation.Type side) {
        var provider = side == ContractNegotiation.Type.PROVIDER ? self : SuiteSender.ID;
        var consumer = side == ContractNegotiation.Type.PROVIDER ? SuiteSender.ID : self;
        var dataset = Script.dataset(test.equals("tp_01_05") ? test : SuiteCases.SHARED);
        var agreement = ContractAgreement.Builder.newInstance()
                .id(Script.agreement(test))
                .agreementId(Script.agreement(test))
                .providerId(provider)
                .consumerId(consumer)
                .assetId(dataset)
                .contractSigningDate(Instant.now().getEpochSecond())
                .participantContextId(self)
                .policy(use().type(PolicyType.CONTRACT)
                        .target(dataset)
                        .assigner(provider)
                        .assignee(consumer)
                        .build())
                .build();
        stores.negotiations()
                .save(ContractNegotiation.Builder.newInstance()
                        .id(UUID.randomUUID().toString())
                        .correlationId(UUID.randomUUID().toString())
                        .type(side)
                        .state(ContractNegotiationStates.FINALIZED.code())
                        .counterPartyId(SuiteSender.ID)
                        .counterPartyAddress("http://localhost")
                        .protocol(Webhooks.PROTOCOL)
                        .participantContextId(self)
                        .contractOffers(List.of(ContractOffer.Builder.newInstance()
                                .id(OFFER)
                                .assetId(dataset)
                                .policy(agreement.getPolicy())
                                .build()))
                        .contractAgreement(agreement)
                        .build());
    }

    /** The policy of all offers: what the suite writes into its own. */
    static Policy.Builder use() {
        return Policy.Builder.newInstance()
                .permission(Permission.Builder.newInstance()
                        .action(Action.Builder.newInstance()
                                .type("http://www.w3.org/ns/odrl/2/use")
                                .build())
                        .build());
    }
}
