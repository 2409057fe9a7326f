// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UsageLedger;

/** Uses in PostgreSQL: facts, decision record, use and charges are one transaction under the agreement's lock. */
public final class PostgresUsageLedger implements UsageLedger {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresUsageLedger.class);

    private final Transactions transactions;
    private final LedgerClock clock;
    private final String replica;
    private final UUID run = UUID.randomUUID();
    private final ShareableAgreements shareable = new ShareableAgreements();
    private final CancelledUses cancelled = new CancelledUses();

    /** The name of the replica is one no other living process has; it stays the same when this one starts again. */
    public PostgresUsageLedger(DataSource database, Clock clock, String replica) {
        this.transactions = new Transactions(database);
        this.clock = new LedgerClock(clock);
        this.replica = replica;
    }

    @Override
    public Optional<UUID> decide(String agreementId, Rule rule) throws RecordUnavailableException {
        var use = UUID.randomUUID();
        try {
            cancelWaiting();
            if (shareable.contains(agreementId)) {
                try {
                    return transactions.run(connection -> decide(connection, agreementId, rule, use, true));
                } catch (NeedsExclusiveLock e) {
                    shareable.remove(agreementId);
                }
            }
            return transactions.run(connection -> decide(connection, agreementId, rule, use, false));
        } catch (SQLException e) {
            if (e instanceof Transactions.DoubtfulCommitException) {
                cancelled.add(use); // It may stand in the database, but the caller will deny.
            }
            throw unavailable("deciding on a use", e);
        }
    }

    private Optional<UUID> decide(Connection connection, String agreementId, Rule rule, UUID use, boolean shared)
            throws SQLException {
        lock(connection, agreementId, shared);
        var facts = LedgerFacts.read(connection, agreementId, clock);
        if (shared && facts.isFirstUse()) {
            throw new NeedsExclusiveLock();
        }
        var counting = new Counting(connection, facts, shared);
        var verdict = counting.verdict(rule);
        DecisionRows.insert(connection, verdict.decision(), replica);
        if (!verdict.decision().allowed()) {
            return Optional.empty();
        }
        if (facts.agreement().isEmpty()) {
            throw new IllegalStateException("the rule allowed a use without an agreement");
        }
        if (shared && !verdict.charges().isEmpty()) {
            throw new NeedsExclusiveLock();
        }
        var decision = verdict.decision().id();
        UseRows.reserve(
                connection, new UseRows.Use(use, agreementId, decision, facts.now(), replica, run), verdict.charges());
        if (!counting.asked() && verdict.charges().isEmpty() && !facts.isFirstUse()) {
            shareable.add(agreementId);
        }
        return Optional.of(use);
    }

    private static void lock(Connection connection, String agreementId, boolean shared) throws SQLException {
        if (shared) {
            AgreementLocks.shared(connection, agreementId);
        } else {
            AgreementLocks.exclusive(connection, agreementId);
        }
    }

    @Override
    public Verdict foresee(String agreementId, Rule rule) throws RecordUnavailableException {
        try {
            return transactions.run(connection -> {
                var facts = LedgerFacts.read(connection, agreementId, clock);
                return new Counting(connection, facts, false).verdict(rule);
            });
        } catch (SQLException e) {
            throw unavailable("looking ahead at a use", e);
        }
    }

    @Override
    public void commit(UUID use) throws RecordUnavailableException {
        try {
            var before = transactions.run(connection -> {
                withoutWaitingForTheDisk(connection);
                return UseRows.settle(connection, use, "COMMITTED");
            });
            if (before.filter(state -> !state.equals("CANCELLED")).isEmpty()) {
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
            withoutWaitingForTheDisk(connection);
            var agreement = UseRows.agreement(connection, use);
            if (agreement.isPresent()) {
                AgreementLocks.exclusive(connection, agreement.get());
                if (UseRows.settle(connection, use, "CANCELLED")
                        .filter("RESERVED"::equals)
                        .isPresent()) {
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

    /** A reserved use counts already. When a crash forgets how it was settled it counts for good, which is never too few. */
    private static void withoutWaitingForTheDisk(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit = off");
        }
    }

    private static RecordUnavailableException unavailable(String task, SQLException e) {
        return new RecordUnavailableException(Transactions.unavailable(task, e), e);
    }
}
