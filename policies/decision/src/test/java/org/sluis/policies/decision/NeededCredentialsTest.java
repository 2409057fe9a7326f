// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;

class NeededCredentialsTest {

    private static Policy policy(String rules) {
        return ((Reading.Valid) PolicyReader.read("{\"@context\":{\"odrl\":\"http://www.w3.org/ns/odrl/2/\","
                        + "\"sluis\":\"https://w3id.org/sluis/policy/1/\"},\"@type\":\"odrl:Set\"," + rules + "}"))
                .policy();
    }

    private static String constraint(String left, String right) {
        return "{\"odrl:leftOperand\":\"" + left + "\",\"odrl:operator\":\"odrl:eq\",\"odrl:rightOperand\":\"" + right
                + "\"}";
    }

    @Test
    void areNoneForAPolicyOnOtherThings() {
        var policy = policy("\"odrl:permission\":[{\"odrl:action\":\"odrl:use\",\"odrl:constraint\":["
                + constraint("odrl:recipient", "did:web:builder.example") + "]}]");

        assertThat(NeededCredentials.types(policy)).isEmpty();
    }

    @Test
    void areFoundInsideCombinatorsAndInProhibitions() {
        var policy = policy("\"odrl:permission\":[{\"odrl:action\":\"odrl:use\",\"odrl:constraint\":[{\"odrl:or\":["
                + constraint("sluis:role", "supplier") + ",{\"odrl:and\":["
                + constraint("sluis:membership", "did:web:authority.example") + ","
                + constraint("odrl:purpose", "urn:purpose:planning") + "]}]}]}],"
                + "\"odrl:prohibition\":[{\"odrl:action\":\"odrl:use\",\"odrl:constraint\":["
                + constraint("sluis:label", "suspicious") + "]}]");

        assertThat(NeededCredentials.types(policy))
                .containsExactly("LabelCredential", "MembershipCredential", "RoleCredential");
        assertThat(CompiledPolicy.of(policy).credentialTypes()).isEqualTo(NeededCredentials.types(policy));
    }

    @Test
    void canBeOfFourTypesInAll() {
        assertThat(NeededCredentials.all())
                .containsExactly("ConnectorCredential", "LabelCredential", "MembershipCredential", "RoleCredential");
    }
}
