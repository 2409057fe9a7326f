// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A source that has nothing yet. */
final class NoBytes implements Source {

    @Override
    public String type() {
        return "NoBytes";
    }

    @Override
    public Optional<String> refuses(SourceAddress address) {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Optional<Found>> find(Query query) {
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
