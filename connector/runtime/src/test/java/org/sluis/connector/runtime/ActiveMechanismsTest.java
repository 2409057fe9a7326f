// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluis.extensions.identity.edc.DcpExtension;
import org.sluis.policies.odrl.Label;
import org.sluis.policies.odrl.LeftOperand;
import org.sluis.policies.odrl.Mechanism;
import org.sluis.policies.odrl.Mechanisms;

class ActiveMechanismsTest {

    /** What the packaged connector starts: the extensions on the class path and those that the runtime brings. */
    private static List<String> extensions() {
        var all = new ArrayList<>(ControlPlane.extensionsFound());
        all.addAll(List.of(
                PortsExtension.class.getName(), PolicyLogExtension.class.getName(), DcpExtension.class.getName()));
        return all;
    }

    @Test
    void theConnectorRunsWhatItsLabelsNeed() {
        assertThat(SluisRuntime.mechanisms())
                .isEqualTo(ActiveMechanisms.of(extensions()))
                .isEqualTo(EnumSet.range(Mechanism.DECISIONS, Mechanism.POLICY_LOG));
    }

    @ParameterizedTest
    @CsvSource({
        "DATE_TIME, dataplane.edc.DataPlaneExtension",
        "RECIPIENT, identity.edc.DcpExtension",
        "MEMBERSHIP, policyenforcement.PolicyEnforcementExtension",
        "PURPOSE, policyenforcement.CatalogDecisionExtension",
        "DISCLOSURE, dataplane.edc.DataPlaneExtension"
    })
    void withoutTheExtensionThatEnforcesItAClauseIsNotAvailable(LeftOperand clause, String extension) {
        var without = extensions();

        assertThat(label(clause, without)).isNotEqualTo(Label.NOT_AVAILABLE);
        assertThat(without.remove("org.sluis.extensions." + extension)).isTrue();
        assertThat(label(clause, without)).isEqualTo(Label.NOT_AVAILABLE);
    }

    private static List<LeftOperand> enforced() {
        return Arrays.stream(LeftOperand.values())
                .filter(clause -> label(clause, extensions()) == Label.ENFORCED)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("enforced")
    void eachClauseThatIsEnforcedIsNotAvailableWithoutSomeExtension(LeftOperand clause) {
        assertThat(extensions()).anySatisfy(enforcing -> {
            var without = extensions();
            without.remove(enforcing);
            assertThat(label(clause, without)).isEqualTo(Label.NOT_AVAILABLE);
        });
    }

    private static Label label(LeftOperand clause, List<String> extensions) {
        return Label.of(clause, Mechanisms.alike(ActiveMechanisms.of(extensions)));
    }
}
