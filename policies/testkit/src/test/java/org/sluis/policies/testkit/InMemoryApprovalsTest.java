// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import org.sluis.policies.usage.Approvals;

class InMemoryApprovalsTest extends ApprovalsContract {
    private final InMemoryApprovals approvals = new InMemoryApprovals();

    @Override
    protected Approvals approvals() {
        return approvals;
    }
}
