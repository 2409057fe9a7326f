// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyDefinitionStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Facts.Credential;

class MessageScopesTest {

    private static final Set<String> EVERY_TYPE = scopes("Membership", "Role", "Label", "Connector");
    private static final String SUPPLIERS = """
            {"@context":{"odrl":"http://www.w3.org/ns/odrl/2/","sluis":"https://w3id.org/sluis/policy/1/"},
             "odrl:permission":[{"odrl:action":"odrl:use","odrl:constraint":[{"odrl:or":[
               {"odrl:leftOperand":"sluis:role","odrl:operator":"odrl:eq","odrl:rightOperand":"supplier"},
               {"odrl:leftOperand":"odrl:recipient","odrl:operator":"odrl:eq","odrl:rightOperand":"did:web:x"}]}]}]}
            """;

    private Dataspace dataspace;

    @BeforeEach
    void start() {
        dataspace = new Dataspace();
        dataspace.maker.ports.shown =
                party -> List.of(new Credential("RoleCredential", "did:web:authority", Map.of("role", "supplier")));
    }

    @AfterEach
    void stop() {
        dataspace.close();
    }

    private static Set<String> scopes(String... types) {
        return Stream.of(types)
                .map(type -> "org.eclipse.dspace.dcp.vc.type:" + type + "Credential:read")
                .collect(Collectors.toSet());
    }

    @Test
    void aCatalogRequestGrantsEveryTypeAndIsAskedForThoseOfTheOffersOnly() {
        dataspace.catalog();
        dataspace.offer(Dataspace.ANYONE, SUPPLIERS);
        dataspace.catalog();

        assertThat(dataspace.builder.ports.identity.granted).containsExactly(EVERY_TYPE, EVERY_TYPE);
        assertThat(dataspace.maker.ports.identity.asked)
                .containsExactly(scopes("Membership"), scopes("Membership", "Role"));
    }

    @Test
    void theProviderAsksForWhatThePolicyNamesAndTheConsumerForMembershipOnly() {
        dataspace.offer(Dataspace.ANYONE, SUPPLIERS);
        var offer = dataspace.onlyOffer();
        dataspace.maker.ports.identity.asked.clear();
        dataspace.builder.ports.identity.granted.clear();

        dataspace.negotiate(offer);
        dataspace.startedTransfer();

        assertThat(dataspace.builder.ports.identity.granted).containsOnly(scopes("Membership", "Role"));
        assertThat(dataspace.maker.ports.identity.asked).containsOnly(scopes("Membership", "Role"));
        assertThat(dataspace.maker.ports.identity.granted).containsOnly(scopes("Membership", "Role"));
        assertThat(dataspace.builder.ports.identity.asked).containsOnly(scopes("Membership"));
    }

    @Test
    void aPolicyOnNoCredentialGrantsAndAsksForMembershipOnly() {
        dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);
        var offer = dataspace.onlyOffer();
        dataspace.maker.ports.identity.asked.clear();
        dataspace.builder.ports.identity.granted.clear();

        dataspace.negotiate(offer);

        assertThat(dataspace.builder.ports.identity.granted).containsOnly(scopes("Membership"));
        assertThat(dataspace.maker.ports.identity.asked).containsOnly(scopes("Membership"));
    }

    @Test
    void noticesWithinSecondsWhatAnotherReplicaOffers() {
        dataspace.offer(Dataspace.ANYONE, Dataspace.ANYONE);
        dataspace.catalog();
        var store = dataspace.maker.service(PolicyDefinitionStore.class);
        assertThat(Dataspace.requireOk(dataspace.define("suppliers", SUPPLIERS)).statusCode())
                .isEqualTo(200);
        dataspace.catalog();

        // Straight into the store, as another replica would: no event here.
        store.update(store.findById("contract").toBuilder()
                .policy(store.findById("suppliers").getPolicy())
                .build());
        dataspace.catalog();
        dataspace.maker.ports.clock.advance(Duration.ofSeconds(6));
        dataspace.catalog();

        var asked = dataspace.maker.ports.identity.asked;
        assertThat(asked.get(asked.size() - 2)).isEqualTo(scopes("Membership"));
        assertThat(asked.get(asked.size() - 1)).isEqualTo(scopes("Membership", "Role"));
    }
}
