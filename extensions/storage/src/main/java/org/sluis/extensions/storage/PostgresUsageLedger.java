// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UsageLedger;

/** Uses in PostgreSQL: facts, use and charges are one transaction under the agreement's lock. */
public final class PostgresUsageLedger implements UsageLedger {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresUsageLedger.class);

    private final Transactions transactions;
    private final Decisions record;
    private final LedgerClock clock;
    private final String replica;
    private final UUID run = UUID.randomUUID();
    private final ShareableAgreements shareable = new ShareableAgreements();
    private final CancelledUses cancelled = new CancelledUses();

    /** The name of the replica is one no other living process has; it stays the same when this one starts again. */
    public PostgresUsageLedger(DataSource database, Clock clock, String replica, Decisions record) {
        this.transactions = new Transactions(database);
        this.record = record;
        this.clock = new LedgerClock(clock, record.latest());
        this.replica = replica;
    }

    /**
     * The use is reserved first and recorded then: whoever dies in between has reserved what never took place, which is the safe
     * side, and the agreement is not locked while the record is written.
     */
    @Override
    public Optional<UUID> decide(String agreementId, Rule rule) throws RecordUnavailableException {
        var ruling = reserve(agreementId, rule);
        try {
            record.append(ruling.decision());
            return ruling.use();
        } catch (RecordUnavailableException | RuntimeException e) {
            ruling.use().ifPresent(this::cancel);
            throw e;
        }
    }

    private Ruling reserve(String agreementId, Rule rule) throws RecordUnavailableException {
        var last = new AtomicReference<UUID>();
        Rule remembered = (agreement, firstUse, uses, now) -> {
            var verdict = rule.decide(agreement, firstUse, uses, now);
            last.set(verdict.decision().id());
            return verdict;
        };
        try {
            cancelWaiting();
            if (shareable.contains(agreementId)) {
                try {
                    return transactions.run(connection -> decide(connection, agreementId, remembered, true));
                } catch (NeedsExclusiveLock e) {
                    shareable.remove(agreementId);
                }
            }
            return transactions.run(connection -> decide(connection, agreementId, remembered, false));
        } catch (SQLException e) {
            if (e instanceof Transactions.DoubtfulCommitException && last.get() != null) {
                cancelled.add(last.get()); // It may stand in the database, but the caller will deny.
            }
            throw unavailable("deciding on a use", e);
        }
    }

    /** A use has the id of the decision that allowed it: whoever holds one finds the other. */
    private Ruling decide(Connection connection, String agreementId, Rule rule, boolean shared) throws SQLException {
        var facts = shared
                ? LedgerFacts.shared(connection, agreementId, clock)
                : LedgerFacts.exclusive(connection, agreementId, clock);
        if (shared && facts.isFirstUse()) {
            throw new NeedsExclusiveLock();
        }
        var counting = new Counting(connection, facts, shared);
        var verdict = counting.verdict(rule);
        if (!verdict.decision().allowed()) {
            return new Ruling(verdict.decision(), Optional.empty());
        }
        if (facts.agreement().isEmpty()) {
            throw new IllegalStateException("the rule allowed a use without an agreement");
        }
        if (shared && !verdict.charges().isEmpty()) {
            throw new NeedsExclusiveLock();
        }
        counting.requireBelowLimits(verdict.charges());
        var use = verdict.decision().id();
        var reserved = new UseRows.Use(use, agreementId, use, facts.now(), replica, run);
        UseRows.reserve(new Script(), reserved, verdict.charges())
                .execute(connection)
                .close();
        if (!counting.asked() && verdict.charges().isEmpty() && !facts.isFirstUse()) {
            shareable.add(agreementId);
        }
        return new Ruling(verdict.decision(), Optional.of(use));
    }

    private record Ruling(DecisionRecord decision, Optional<UUID> use) {}

    @Override
    public Verdict foresee(String agreementId, Rule rule) throws RecordUnavailableException {
        try {
            return transactions.run(connection -> {
                var facts = LedgerFacts.unlocked(connection, agreementId, clock);
                return new Counting(connection, facts, false).verdict(rule);
            });
        } catch (SQLException e) {
            throw unavailable("looking ahead at a use", e);
        }
    }

    @Override
    public void commit(UUID use) throws RecordUnavailableException {
        try {
            var counts = transactions.run(
                    connection -> UseRows.settle(connection, use, "COMMITTED") || UseRows.isCommitted(connection, use));
            if (!counts) {
                throw new IllegalStateException("use " + use + " is not reserved");
            }
        } catch (SQLException e) {
            throw unavailable("counting a use for good", e);
        }
    }

    @Override
    public void cancel(UUID use) {
        try {
            cancelNow(use);
        } catch (SQLException e) {
            cancelled.add(use);
            LOG.warn("{}", Transactions.unavailable("cancelling use " + use, e));
        }
    }

    private void cancelWaiting() throws SQLException {
        for (var use = cancelled.poll(); use != null; use = cancelled.poll()) {
            try {
                cancelNow(use);
            } catch (SQLException e) {
                cancelled.add(use);
                throw e;
            }
        }
    }

    private void cancelNow(UUID use) throws SQLException {
        transactions.run(connection -> {
            var agreement = UseRows.agreement(connection, use);
            if (agreement.isPresent()) {
                AgreementLocks.exclusive(connection, agreement.get());
                if (UseRows.settle(connection, use, "CANCELLED")) {
                    UseRows.dropCharges(connection, use);
                }
            }
            return null;
        });
    }

    @Override
    public void recover() {
        transactions.runOrFail("settling uses of an earlier run", connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE use SET state = 'COMMITTED' WHERE state = 'RESERVED' AND replica = ? AND run <> ?")) {
                update.setString(1, replica);
                update.setObject(2, run);
                return update.executeUpdate();
            }
        });
    }

    private static RecordUnavailableException unavailable(String task, SQLException e) {
        return new RecordUnavailableException(Transactions.unavailable(task, e), e);
    }
}
