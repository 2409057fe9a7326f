// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Requests that wait for data which is not there yet. */
final class Waits {
    private final Set<Wait> all = ConcurrentHashMap.newKeySet();

    private record Wait(DataFlow flow, CompletableFuture<Optional<Source.Found>> result) {}

    /** As {@code finding}, but empty as soon as the agreement ends or the transfer stops. */
    CompletionStage<Optional<Source.Found>> until(DataFlow flow, CompletionStage<Optional<Source.Found>> finding) {
        var result = finding.toCompletableFuture().copy();
        var wait = new Wait(flow, result);
        all.add(wait);
        return result.whenComplete((found, failure) -> all.remove(wait));
    }

    void agreementEnded(String agreement) {
        end(flow -> flow.agreement().equals(agreement));
    }

    void transferStopped(String transfer) {
        end(flow -> flow.transfer().equals(transfer));
    }

    private void end(Predicate<DataFlow> ended) {
        all.stream()
                .filter(wait -> ended.test(wait.flow()))
                .forEach(wait -> wait.result().complete(Optional.empty()));
    }

    int count() {
        return all.size();
    }
}
