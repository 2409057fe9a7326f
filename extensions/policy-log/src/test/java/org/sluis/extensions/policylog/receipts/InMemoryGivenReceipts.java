// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Receipts that last as long as a test. */
public final class InMemoryGivenReceipts implements GivenReceipts {

    private enum State {
        KEPT,
        LOGGED,
        DELIVERED,
        REFUSED
    }

    private record Row(GivenReceipt receipt, State state, Instant nextAttempt) {}

    private final Map<String, Row> rows = new LinkedHashMap<>();

    private static String key(GivenReceipt receipt) {
        return receipt.agreement() + ' ' + receipt.use();
    }

    private void state(GivenReceipt receipt, State state) {
        rows.computeIfPresent(key(receipt), (key, row) -> new Row(row.receipt(), state, row.nextAttempt()));
    }

    private Stream<GivenReceipt> all(Predicate<Row> wanted) {
        return rows.values().stream().filter(wanted).map(Row::receipt);
    }

    @Override
    public synchronized GivenReceipt give(GivenReceipt receipt) {
        rows.putIfAbsent(key(receipt), new Row(receipt, State.KEPT, Instant.MIN));
        return rows.get(key(receipt)).receipt();
    }

    @Override
    public synchronized void logged(GivenReceipt receipt) {
        if (rows.get(key(receipt)).state() == State.KEPT) {
            state(receipt, State.LOGGED);
        }
    }

    @Override
    public synchronized List<GivenReceipt> unlogged(int limit) {
        return all(row -> row.state() == State.KEPT).limit(limit).toList();
    }

    @Override
    public synchronized List<GivenReceipt> due(Instant now, int limit) {
        return all(row -> row.state() == State.LOGGED && !row.nextAttempt().isAfter(now))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void delivered(List<GivenReceipt> receipts) {
        receipts.forEach(receipt -> state(receipt, State.DELIVERED));
    }

    @Override
    public synchronized void refused(GivenReceipt receipt, String why) {
        state(receipt, State.REFUSED);
    }

    @Override
    public synchronized void failed(List<GivenReceipt> receipts, Instant nextAttempt) {
        for (var receipt : receipts) {
            rows.computeIfPresent(key(receipt), (key, row) -> {
                var known = row.receipt();
                var tried = new GivenReceipt(
                        known.use(), known.agreement(), known.provider(), known.jws(), known.attempts() + 1);
                return new Row(tried, row.state(), nextAttempt);
            });
        }
    }

    @Override
    public synchronized List<String> of(String agreement) {
        return all(row -> row.state() != State.KEPT && row.receipt().agreement().equals(agreement))
                .map(GivenReceipt::jws)
                .toList();
    }

    @Override
    public synchronized long undelivered() {
        return all(row -> row.state() == State.LOGGED || row.state() == State.REFUSED)
                .count();
    }
}
