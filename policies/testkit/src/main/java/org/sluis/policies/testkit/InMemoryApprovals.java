// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.policies.usage.Approval;
import org.sluis.policies.usage.Approvals;

/** Approvals in memory, for tests. */
public final class InMemoryApprovals implements Approvals {

    private final List<Approval> said = new ArrayList<>();

    @Override
    public synchronized Optional<Approval> say(Approval approval) {
        var before = of(approval.negotiation()).stream()
                .filter(earlier -> earlier.question().equals(approval.question()))
                .findFirst();
        if (before.isEmpty()) {
            said.add(approval);
        }
        return before;
    }

    @Override
    public synchronized List<Approval> of(String negotiation) {
        return said.stream()
                .filter(approval -> approval.negotiation().equals(negotiation))
                .toList();
    }
}
