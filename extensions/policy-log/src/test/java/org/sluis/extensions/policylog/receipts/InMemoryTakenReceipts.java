// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Receipts that last as long as a test. */
public final class InMemoryTakenReceipts implements TakenReceipts {

    private final Map<UUID, TakenReceipt> rows = new LinkedHashMap<>();

    @Override
    public synchronized Optional<TakenReceipt> find(UUID use) {
        return Optional.ofNullable(rows.get(use));
    }

    @Override
    public synchronized TakenReceipt take(TakenReceipt receipt) {
        rows.putIfAbsent(receipt.use(), receipt);
        return rows.get(receipt.use());
    }

    @Override
    public synchronized void logged(UUID use) {
        rows.computeIfPresent(
                use, (key, row) -> new TakenReceipt(row.use(), row.agreement(), row.jws(), row.sent(), true));
    }

    @Override
    public synchronized List<TakenReceipt> unlogged(int limit) {
        return rows.values().stream().filter(row -> !row.logged()).limit(limit).toList();
    }

    @Override
    public synchronized List<String> of(String agreement) {
        return rows.values().stream()
                .filter(row -> row.logged() && row.agreement().equals(agreement))
                .map(TakenReceipt::jws)
                .toList();
    }
}
