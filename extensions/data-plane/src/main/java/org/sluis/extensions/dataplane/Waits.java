// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Requests that wait for data which is not there yet. */
final class Waits {
    private final Set<Wait> all = ConcurrentHashMap.newKeySet();

    private record Wait(String agreement, CompletableFuture<Optional<Source.Found>> result) {}

    /** As {@code finding}, but empty as soon as the agreement ends. */
    CompletionStage<Optional<Source.Found>> until(String agreement, CompletionStage<Optional<Source.Found>> finding) {
        var result = finding.toCompletableFuture().copy();
        var wait = new Wait(agreement, result);
        all.add(wait);
        return result.whenComplete((found, failure) -> all.remove(wait));
    }

    void agreementEnded(String agreement) {
        all.stream()
                .filter(wait -> wait.agreement().equals(agreement))
                .forEach(wait -> wait.result().complete(Optional.empty()));
    }

    int count() {
        return all.size();
    }
}
