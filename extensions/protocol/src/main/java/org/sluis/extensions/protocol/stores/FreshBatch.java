// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.edc.spi.entity.StatefulEntity;

/**
 * Reads leased processes again, now that nobody else may change them.
 *
 * <p>EDC reads a batch first and leases it afterwards; a message that was handled in between would be overwritten by
 * the older copy.
 */
record FreshBatch<E extends StatefulEntity<E>>(Function<List<String>, List<E>> read, Consumer<String> release) {

    /** The processes that are still as they were when they were chosen; the lease on the others is released. */
    List<E> of(List<E> leased) {
        if (leased.isEmpty()) {
            return leased;
        }
        var ids = leased.stream().map(StatefulEntity::getId).toList();
        var now = read.apply(ids).stream().collect(Collectors.toMap(StatefulEntity::getId, Function.identity()));
        var unchanged = new ArrayList<E>(leased.size());
        for (var old : leased) {
            var fresh = now.get(old.getId());
            if (fresh != null && isSame(old, fresh)) {
                unchanged.add(fresh);
            } else {
                release.accept(old.getId());
            }
        }
        return unchanged;
    }

    private boolean isSame(E old, E fresh) {
        return old.getState() == fresh.getState()
                && old.getStateTimestamp() == fresh.getStateTimestamp()
                && old.isPending() == fresh.isPending();
    }
}
