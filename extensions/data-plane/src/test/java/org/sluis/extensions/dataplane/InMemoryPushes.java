// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.extensions.dataplane.Push.Ending;

/** Pushes that live as long as the test. */
final class InMemoryPushes implements Pushes {
    private final Map<String, Row> rows = new HashMap<>();

    private record Row(Push push, Instant due) {}

    @Override
    public synchronized void add(String transfer, SourceAddress destination, Instant since, Instant due) {
        var known = rows.get(transfer);
        var push = known == null
                ? new Push(transfer, destination, since, 0, Optional.empty())
                : new Push(
                        transfer,
                        known.push().destination(),
                        since,
                        known.push().attempts(),
                        known.push().ending());
        rows.put(transfer, new Row(push, due));
    }

    @Override
    public synchronized Optional<Push> claim(String transfer, Instant now, Instant until) {
        var row = rows.get(transfer);
        if (row == null || row.due().isAfter(now)) {
            return Optional.empty();
        }
        var old = row.push();
        var claimed = new Push(transfer, old.destination(), old.since(), old.attempts() + 1, old.ending());
        rows.put(transfer, new Row(claimed, until));
        return Optional.of(claimed);
    }

    @Override
    public synchronized List<String> due(Instant now, int limit) {
        return rows.values().stream()
                .filter(row -> !row.due().isAfter(now))
                .sorted(Comparator.comparing(Row::due))
                .limit(limit)
                .map(row -> row.push().transfer())
                .toList();
    }

    @Override
    public synchronized void later(String transfer, Instant due) {
        rows.computeIfPresent(transfer, (id, row) -> new Row(row.push(), due));
    }

    @Override
    public synchronized void end(String transfer, Ending ending, Instant due) {
        rows.computeIfPresent(transfer, (id, row) -> {
            var old = row.push();
            return new Row(
                    new Push(transfer, old.destination(), old.since(), old.attempts(), Optional.of(ending)), due);
        });
    }

    @Override
    public synchronized void remove(String transfer) {
        rows.remove(transfer);
    }

    synchronized boolean isEmpty() {
        return rows.isEmpty();
    }
}
