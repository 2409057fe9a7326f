// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Outbox;

/** Leaves what was told in its table, where a test can read it; no agreement needs a seal. */
public final class UnreadOutbox implements ServiceExtension, Outbox {

    @Provider
    public Outbox outbox() {
        return this;
    }

    @Provider
    public Agreements agreements() {
        return new InMemoryAgreements();
    }

    @Provider
    public AgreementSeals seals() {
        return AgreementSeals.withoutPolicyLog();
    }

    @Override
    public void added() {
        // Nobody reads.
    }

    @Override
    public Optional<Instant> oldest() {
        return Optional.empty();
    }
}
