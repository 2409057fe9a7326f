// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.UsageLedger;
import org.sluis.policies.usage.UsageLedger.Verdict;

class InMemoryUsageLedgerTest extends UsageLedgerContract {
    private final InMemoryAgreements agreements = new InMemoryAgreements();
    private final InMemoryDecisions decisions = new InMemoryDecisions();
    private final InMemoryUsageLedger ledger = new InMemoryUsageLedger(agreements, decisions, clock);

    @Override
    protected Agreements agreements() {
        return agreements;
    }

    @Override
    protected Decisions decisions() {
        return decisions;
    }

    @Override
    protected UsageLedger ledger() {
        return ledger;
    }

    @Override
    protected UsageLedger restarted() {
        return ledger; // memory has no second life; recover() is what can be tested here
    }

    @Test
    void reservesNothingThatCannotBeRecorded() throws Exception {
        agreements.freeze(Samples.agreement("a", Samples.START));
        decisions.setUnavailable(true);

        assertThatThrownBy(() -> ledger.decide(
                        "a", (agreement, firstUse, uses, now) -> new Verdict(Samples.allowed("a", now), List.of())))
                .isInstanceOf(Decisions.RecordUnavailableException.class);

        decisions.setUnavailable(false);
        ledger.decide("a", (agreement, firstUse, uses, now) -> {
            assertThat(firstUse.at()).isEmpty();
            return new Verdict(Samples.denied("a", now), List.of());
        });
    }
}
