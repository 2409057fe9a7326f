// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluis.extensions.storage.UseRows.Reserved;
import org.sluis.policies.decision.Charge;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Facts.Uses;
import org.sluis.policies.usage.UsageLedger.Rule;
import org.sluis.policies.usage.UsageLedger.Verdict;

/** Runs rules one after the other, and reads the counters that they ask for within the same transaction. */
final class Counting implements Uses {

    private final Connection connection;
    private final LedgerFacts facts;
    private final boolean shared;
    private final Map<Counter, Long> counted = new HashMap<>();
    private final List<Reserved> reserved = new ArrayList<>();
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
                    reserved.isEmpty() || !facts.isFirstUse() ? facts.firstUse() : FirstUse.at(facts.now()),
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

    /** Whether any rule counted uses. */
    boolean counts() {
        return asked || reserved.stream().anyMatch(use -> !use.charges().isEmpty());
    }

    /** From now on the use counts for the rules that follow. */
    void reserve(Reserved use) throws SQLException {
        if (facts.agreement().isEmpty()) {
            throw new IllegalStateException("the rule allowed a use without an agreement");
        }
        if (shared && !use.charges().isEmpty()) {
            throw new NeedsExclusiveLock();
        }
        requireBelowLimits(use.charges());
        for (var charge : use.charges()) {
            counted.merge(new Counter(charge.rule(), charge.window().map(Duration::toSeconds)), 1L, Long::sum);
        }
        reserved.add(use);
    }

    List<Reserved> reserved() {
        return reserved;
    }

    /** INVARIANT: no counter passes its limit, whatever the rule said. */
    private void requireBelowLimits(List<Charge> charges) throws SQLException {
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
        var used = seconds.isEmpty() ? facts.used().getOrDefault(rule, 0L) : inWindow(rule, seconds.get());
        counted.put(counter, used);
        return used;
    }

    private long inWindow(String rule, long seconds) throws SQLException {
        return UseRows.inWindow(connection, facts.agreement().orElseThrow().id(), rule, seconds, facts.now());
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
