// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sluis.policies.usage.Decisions;

class InMemoryDecisionsTest extends DecisionsContract {
    private final InMemoryDecisions decisions = new InMemoryDecisions();

    @Override
    protected Decisions decisions() {
        return decisions;
    }

    @Test
    void refusesToRecordWhileUnavailable() {
        decisions.setUnavailable(true);

        assertThatThrownBy(() -> decisions.append(Samples.allowed("a", Samples.START)))
                .isInstanceOf(Decisions.RecordUnavailableException.class);
    }
}
