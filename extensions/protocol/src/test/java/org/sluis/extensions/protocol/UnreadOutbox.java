// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.policies.usage.Outbox;

/** Leaves what was told in its table, where a test can read it. */
public final class UnreadOutbox implements ServiceExtension, Outbox {

    private final AtomicInteger added = new AtomicInteger();

    @Provider
    public Outbox outbox() {
        return this;
    }

    /** How often something was said to be added. */
    public int timesAdded() {
        return added.get();
    }

    @Override
    public void added() {
        added.incrementAndGet();
    }

    @Override
    public Optional<Instant> oldest() {
        return Optional.empty();
    }
}
