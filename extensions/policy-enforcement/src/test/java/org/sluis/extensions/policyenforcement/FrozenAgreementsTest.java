// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiation;
import org.eclipse.edc.connector.controlplane.contract.spi.types.negotiation.ContractNegotiationStates;
import org.eclipse.edc.connector.controlplane.contract.spi.types.offer.ContractOffer;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.policy.model.PolicyType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.odrl.Term;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.AgreementSeals;

class FrozenAgreementsTest {

    private TestConnector connector;
    private FrozenAgreements frozen;

    @BeforeEach
    void start() {
        connector = TestConnector.start("did:web:maker");
        frozen = new FrozenAgreements(
                connector.ports.agreements, connector.service(ContractNegotiationStore.class), "did:web:maker");
    }

    @AfterEach
    void stop() {
        connector.close();
    }

    private static ContractAgreement agreement(String provider, String action) {
        return ContractAgreement.Builder.newInstance()
                .id("local")
                .agreementId("shared")
                .providerId(provider)
                .consumerId("did:web:builder")
                .assetId("urn:x")
                .contractSigningDate(1_800_000_000)
                .participantContextId("did:web:maker")
                .policy(Policy.Builder.newInstance()
                        .type(PolicyType.CONTRACT)
                        .assigner(provider)
                        .assignee("did:web:builder")
                        .target("urn:x")
                        .permission(Permission.Builder.newInstance()
                                .action(Action.Builder.newInstance()
                                        .type(Term.ODRL + action)
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private static ContractNegotiation negotiation(ContractAgreement agreement, ContractNegotiationStates state) {
        return ContractNegotiation.Builder.newInstance()
                .id("negotiation")
                .type(ContractNegotiation.Type.PROVIDER)
                .counterPartyId("did:web:builder")
                .counterPartyAddress("http://127.0.0.1:1/none")
                .protocol("dataspace-protocol-http:2025-1")
                .participantContextId("did:web:maker")
                .contractAgreement(agreement)
                .pending(true)
                .state(state.code())
                .build();
    }

    @ParameterizedTest
    @CsvSource({"AGREED,false", "VERIFIED,true", "FINALIZING,true", "FINALIZED,true", "TERMINATED,false"})
    void theSweepFreezesWhatACrashMissedButNothingThatIsNotBinding(ContractNegotiationStates state, boolean expected) {
        connector.service(ContractNegotiationStore.class).save(negotiation(agreement("did:web:maker", "use"), state));

        frozen.sweep();
        frozen.sweep();

        assertThat(connector.ports.agreements.find("shared").isPresent()).isEqualTo(expected);
    }

    @Test
    void theSweepEndsAnAgreementWhoseNegotiationWasTerminated() {
        var negotiation = negotiation(agreement("did:web:maker", "use"), ContractNegotiationStates.VERIFIED);
        frozen.freeze(negotiation);
        connector
                .service(ContractNegotiationStore.class)
                .save(negotiation(agreement("did:web:maker", "use"), ContractNegotiationStates.TERMINATED));

        frozen.sweep();

        assertThat(connector.ports.agreements.find("shared").orElseThrow().state())
                .isEqualTo(AgreementState.ENDED);
    }

    @Test
    void refusesAnAgreementThatIsNotOurs() {
        var negotiation = negotiation(agreement("did:web:other", "use"), ContractNegotiationStates.FINALIZED);

        assertThatThrownBy(() -> frozen.freeze(negotiation)).hasMessageContaining("did:web:maker");
        assertThat(connector.ports.agreements.list()).isEmpty();
    }

    @Test
    void refusesAnAgreementAboutOtherDataThanWasAskedFor() {
        var concluded = agreement("did:web:maker", "use");
        var negotiation = negotiation(concluded, ContractNegotiationStates.FINALIZED);
        negotiation.addContractOffer(ContractOffer.Builder.newInstance()
                .id("offer")
                .assetId("urn:asked-for")
                .policy(concluded.getPolicy())
                .build());

        assertThatThrownBy(() -> frozen.freeze(negotiation)).hasMessageContaining("urn:asked-for");
        assertThat(connector.ports.agreements.list()).isEmpty();
    }

    @Test
    void refusesAnAgreementWithAPolicyOutsideTheProfile() {
        var negotiation = negotiation(agreement("did:web:maker", "sell"), ContractNegotiationStates.FINALIZED);

        assertThatThrownBy(() -> frozen.freeze(negotiation)).hasMessageContaining("outside the profile");
        assertThat(connector.ports.agreements.list()).isEmpty();
    }

    @Test
    void decidesOnNoBytesThatWereAltered() {
        Agreement agreement =
                frozen.freeze(negotiation(agreement("did:web:maker", "read"), ContractNegotiationStates.FINALIZED));
        Agreement altered = new Agreement(
                agreement.id(),
                agreement.side(),
                agreement.provider(),
                agreement.consumer(),
                agreement.dataset(),
                agreement.signedAt(),
                agreement.canonical().replace("odrl/2/read", "odrl/2/use"),
                agreement.sha256(),
                agreement.state(),
                Optional.empty());

        assertThat(altered.canonical()).isNotEqualTo(agreement.canonical());
        assertThat(frozen.policy(altered)).isEmpty();
        assertThat(frozen.policy(agreement)).isPresent();
    }

    @Test
    void grantsNoTransferBeforeTheAgreementIsBinding() throws Exception {
        ContractAgreement concluded = agreement("did:web:maker", "use");
        connector
                .service(ContractNegotiationStore.class)
                .save(negotiation(concluded, ContractNegotiationStates.AGREED));
        var decisions = new AgreementDecisions(
                frozen,
                connector.ports.ledger,
                new PolicyDecisions(
                        connector.ports.decisions,
                        new org.sluis.policies.usage.Partners(List.of()),
                        party -> List.of(),
                        connector.ports.clock),
                AgreementSeals.withoutPolicyLog(),
                connector.ports.clock);

        assertThat(decisions.transfer(concluded, "did:web:builder").allows()).isFalse();
        assertThat(connector.decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.agreement()).contains("shared"));
    }
}
