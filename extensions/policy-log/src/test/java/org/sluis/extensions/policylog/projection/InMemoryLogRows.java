// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows that last as long as a test. */
public final class InMemoryLogRows implements LogRows {

    private final List<LogRow> rows = new ArrayList<>();
    private boolean available = true;

    /** From now on every call fails, or works again. */
    public synchronized void setAvailable(boolean available) {
        this.available = available;
    }

    @Override
    public synchronized Optional<LogRow> last() {
        requireAvailable();
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(rows.size() - 1));
    }

    @Override
    public synchronized void append(List<LogRow> some) {
        requireAvailable();
        rows.addAll(some);
    }

    @Override
    public synchronized void clear() {
        rows.clear();
    }

    @Override
    public synchronized void erase(Collection<Long> indices) {
        requireAvailable();
        rows.replaceAll(row -> indices.contains(row.index()) ? erased(row) : row);
    }

    @Override
    public synchronized List<LogRow> list(LogQuery query) {
        requireAvailable();
        var newestFirst = new ArrayList<>(rows);
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(row -> matches(query.peer(), row.peer()))
                .filter(row -> matches(query.agreement(), row.agreement()))
                .filter(row -> matches(query.dataset(), row.dataset()))
                .filter(row -> matches(query.actor(), row.actor()))
                .filter(row -> query.outcomes().isEmpty()
                        || row.outcome().filter(query.outcomes()::contains).isPresent())
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized boolean contains(UUID id) {
        requireAvailable();
        return rows.stream().anyMatch(row -> row.id().equals(Optional.of(id)));
    }

    private void requireAvailable() {
        if (!available) {
            throw new IllegalStateException("the rows are not available in this test");
        }
    }

    private static boolean matches(Optional<String> wanted, Optional<String> actual) {
        return wanted.isEmpty() || wanted.equals(actual);
    }

    private static LogRow erased(LogRow row) {
        Optional<String> none = Optional.empty();
        return new LogRow(
                row.index(),
                Optional.empty(),
                row.at(),
                row.logged(),
                row.leaf(),
                "erased",
                none,
                none,
                none,
                none,
                none,
                none);
    }
}
