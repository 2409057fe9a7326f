// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.policies.decision.Charge;
import org.sluis.policies.decision.Facts.Uses;
import org.sluis.policies.usage.UsageLedger.Rule;
import org.sluis.policies.usage.UsageLedger.Verdict;

/** Runs a rule, and reads the counters that it asks for within the same transaction. */
final class Counting implements Uses {

    private final Connection connection;
    private final LedgerFacts facts;
    private final boolean shared;
    private final Map<Counter, Long> counted = new HashMap<>();
    private boolean asked;
    private SQLException failure;

    /** Under a shared lock nothing can be counted: another use may be in the middle of it. */
    Counting(Connection connection, LedgerFacts facts, boolean shared) {
        this.connection = connection;
        this.facts = facts;
        this.shared = shared;
    }

    /** INVARIANT: no verdict stands that was made without a counter that it asked for, also when the rule caught our exception. */
    Verdict verdict(Rule rule) throws SQLException {
        try {
            return rule.decide(
                    facts.agreement(),
                    facts.firstUse(),
                    facts.agreement().isEmpty() ? Uses.unknown() : this,
                    facts.now());
        } finally {
            check();
        }
    }

    private void check() throws SQLException {
        if (failure != null) {
            throw failure;
        }
        if (asked && shared) {
            throw new NeedsExclusiveLock();
        }
    }

    boolean asked() {
        return asked;
    }

    /** INVARIANT: no counter passes its limit, whatever the rule said. */
    void requireBelowLimits(List<Charge> charges) throws SQLException {
        for (var charge : charges) {
            var seconds = charge.window().map(Duration::toSeconds);
            if (read(charge.rule(), seconds) >= charge.limit()) {
                throw new IllegalStateException("the rule allowed a use beyond the limit of " + charge.rule());
            }
        }
    }

    /** No other use of the agreement is counted in between: what was read once stays true. */
    private long read(String rule, Optional<Long> seconds) throws SQLException {
        var counter = new Counter(rule, seconds);
        var known = counted.get(counter);
        if (known != null) {
            return known;
        }
        var agreement = facts.agreement().orElseThrow().id();
        var used = UseRows.count(connection, agreement, rule, seconds, facts.now());
        counted.put(counter, used);
        return used;
    }

    private record Counter(String rule, Optional<Long> seconds) {}

    @Override
    public Optional<Long> count(String rule, Optional<String> window) {
        asked = true;
        if (shared) {
            throw new NeedsExclusiveLock();
        }
        var seconds = window.flatMap(WindowLength::seconds);
        if (window.isPresent() && seconds.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(rule, seconds));
        } catch (SQLException e) {
            failure = e;
            throw new StorageException("a counter cannot be read", e);
        }
    }
}
