// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Agreements;

/** Sees to the seal of an agreement before the first transfer under it is asked for: until then the provider denies, for good. */
final class SealedFirst {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Agreements agreements;
    private final AgreementSeals seals;
    private final Executor threads;

    /** Waits on the given threads. */
    SealedFirst(Agreements agreements, AgreementSeals seals, Executor threads) {
        this.agreements = agreements;
        this.seals = seals;
        this.threads = threads;
    }

    /** Why no transfer can be asked for yet; empty when one can. */
    CompletableFuture<Optional<String>> obstacle(String agreementId) {
        if (seals.isSealed(agreementId)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        // An agreement that is not known here is the provider's to refuse.
        return CompletableFuture.supplyAsync(
                () -> agreements.find(agreementId).flatMap(agreement -> seals.await(agreement, PATIENCE)), threads);
    }
}
