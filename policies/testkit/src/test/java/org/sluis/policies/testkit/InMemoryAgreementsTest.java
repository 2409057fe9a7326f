// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import org.sluis.policies.usage.Agreements;

class InMemoryAgreementsTest extends AgreementsContract {
    private final InMemoryAgreements agreements = new InMemoryAgreements();

    @Override
    protected Agreements agreements() {
        return agreements;
    }
}
