// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;

/** Decision records in memory, for tests; can be made to fail. */
public final class InMemoryDecisions implements Decisions {
    private final List<DecisionRecord> records = new ArrayList<>();
    private final Map<String, byte[]> policies = new HashMap<>();
    private boolean unavailable;
    private volatile boolean stalled;

    @Override
    public synchronized void append(DecisionRecord decision) throws RecordUnavailableException {
        if (unavailable) {
            throw new RecordUnavailableException("the decision record was made unavailable", null);
        }
        records.add(decision);
    }

    @Override
    public synchronized void keepPolicy(String sha256, byte[] canonical) throws RecordUnavailableException {
        if (unavailable) {
            throw new RecordUnavailableException("the decision record was made unavailable", null);
        }
        policies.put(sha256, canonical.clone());
    }

    /** The policy with that hash, when it was kept. */
    public synchronized Optional<byte[]> policy(String sha256) {
        return Optional.ofNullable(policies.get(sha256)).map(byte[]::clone);
    }

    @Override
    public synchronized boolean available() {
        return !unavailable && !stalled;
    }

    @Override
    public synchronized Instant latest() {
        return records.stream()
                .map(DecisionRecord::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    @Override
    public synchronized List<DecisionRecord> list(Query query) {
        if (query.limit() < 1 || query.limit() > 10_000) {
            throw new IllegalArgumentException("limit must be between 1 and 10000, is " + query.limit());
        }
        var newestFirst = new ArrayList<>(records);
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(record -> matches(query.agreement(), record.agreement()))
                .filter(record -> matches(query.party(), record.party()))
                .filter(record -> matches(query.dataset(), record.dataset()))
                .filter(record -> matches(query.allowed(), Optional.of(record.allowed())))
                .limit(query.limit())
                .toList();
    }

    /** As when nothing was ever recorded. */
    public synchronized void clear() {
        records.clear();
    }

    /** While unavailable, nothing can be recorded. */
    public synchronized void setUnavailable(boolean unavailable) {
        this.unavailable = unavailable;
    }

    /** While stalled, it is not known whether anything can be recorded; it can. */
    public void setStalled(boolean stalled) {
        this.stalled = stalled;
    }

    private static <T> boolean matches(Optional<T> wanted, Optional<T> actual) {
        return wanted.isEmpty() || wanted.equals(actual);
    }
}
