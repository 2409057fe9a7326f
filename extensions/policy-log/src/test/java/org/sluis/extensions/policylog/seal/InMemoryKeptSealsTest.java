// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.seal;

import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.usage.Agreements;

class InMemoryKeptSealsTest extends KeptSealsContract {

    private final Agreements agreements = new InMemoryAgreements();
    private final KeptSeals seals = new InMemoryKeptSeals(agreements);

    @Override
    protected KeptSeals seals() {
        return seals;
    }

    @Override
    protected Agreements agreements() {
        return agreements;
    }
}
