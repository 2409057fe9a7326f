// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluis.extensions.storage.Reservations.Ruling;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UsageLedger;

/** Uses in PostgreSQL: facts, use and charges are one transaction under the agreement's lock. */
public final class PostgresUsageLedger implements UsageLedger {

    /** Uses of all agreements are committed together. */
    private static final String ALL = "";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresUsageLedger.class);

    private final Transactions transactions;
    private final Decisions record;
    private final LedgerClock clock;
    private final String replica;
    private final UUID run = UUID.randomUUID();
    private final CancelledUses cancelled = new CancelledUses();
    private final Reservations reservations;
    private final Batches<UUID, Boolean> commits = new Batches<>((all, uses) -> commitAll(uses));

    /** The name of the replica is one no other living process has; it stays the same when this one starts again. */
    public PostgresUsageLedger(DataSource database, Clock clock, String replica, Decisions record) {
        this.transactions = new Transactions(database);
        this.record = record;
        this.clock = new LedgerClock(clock, record.latest());
        this.replica = replica;
        this.reservations = new Reservations(transactions, this.clock, replica, run, cancelled);
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
        try {
            cancelWaiting();
            return reservations.reserve(agreementId, rule);
        } catch (SQLException e) {
            throw unavailable("deciding on a use", e);
        }
    }

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
            if (!commits.ask(ALL, use)) {
                throw new IllegalStateException("use " + use + " is not reserved");
            }
        } catch (SQLException e) {
            throw unavailable("counting a use for good", e);
        }
    }

    private List<Supplier<Boolean>> commitAll(List<UUID> uses) throws SQLException {
        var committed = transactions.run(connection -> {
            var now = UseRows.settle(connection, uses, "COMMITTED");
            if (!now.containsAll(uses)) {
                now.addAll(UseRows.committed(connection, uses));
            }
            return now;
        });
        return uses.stream()
                .<Supplier<Boolean>>map(use -> () -> committed.contains(use))
                .toList();
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
                if (UseRows.settle(connection, List.of(use), "CANCELLED").contains(use)) {
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
