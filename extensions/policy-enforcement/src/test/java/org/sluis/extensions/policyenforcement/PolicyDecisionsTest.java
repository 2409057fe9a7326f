// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.edc.policy.model.Action;
import org.eclipse.edc.policy.model.Permission;
import org.eclipse.edc.policy.model.Policy;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.policyenforcement.PolicyDecisions.Case;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.odrl.Term;
import org.sluis.policies.testkit.InMemoryDecisions;
import org.sluis.policies.usage.Decisions.Query;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;

class PolicyDecisionsTest {

    private static final Case ABOUT = new Case(Moment.CATALOG, Optional.of("did:web:b"), Optional.empty());
    private static final Policy POLICY = Policy.Builder.newInstance()
            .permission(Permission.Builder.newInstance()
                    .action(Action.Builder.newInstance().type(Term.ODRL + "use").build())
                    .build())
            .build();

    private final InMemoryDecisions record = new InMemoryDecisions();
    private final PolicyDecisions decisions =
            new PolicyDecisions(record, new Partners(List.of()), PartyCredentials.none(), Clock.systemUTC());

    @Test
    void thePolicyThatARecordNamesIsKeptWithIt() throws Exception {
        decisions.record(ABOUT, Optional.empty(), decisions.decide(ABOUT, POLICY));

        var none = Optional.<String>empty();
        var digest = record.list(new Query(none, none, none, Optional.of(true), 1))
                .get(0)
                .policySha256()
                .orElseThrow();
        assertThat(new String(record.policy(digest).orElseThrow(), StandardCharsets.UTF_8))
                .contains("odrl/2/use");
    }

    @Test
    void nothingIsDecidedOnAPolicyThatCannotBeKept() {
        var verdict = decisions.decide(ABOUT, POLICY);
        record.setUnavailable(true);

        assertThatThrownBy(() -> decisions.record(ABOUT, Optional.empty(), verdict))
                .isInstanceOf(RecordUnavailableException.class);
    }
}
