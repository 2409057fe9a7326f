// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluis.extensions.storage.Reservations.Ruling;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UsageLedger;

/** Uses in PostgreSQL: facts, use and charges are one transaction under the agreement's lock. */
public final class PostgresUsageLedger implements UsageLedger {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresUsageLedger.class);

    private final Transactions transactions;
    private final LedgerClock clock;
    private final OpenUses open = new OpenUses();
    private final CancelledUses cancelled = new CancelledUses();
    private final Reservations reservations;

    /** The name of the replica is one no other living process has; it stays the same when this one starts again. */
    public PostgresUsageLedger(DataSource database, Clock clock, String replica, Decisions record) {
        this.transactions = new Transactions(database);
        this.clock = new LedgerClock(clock, record.latest());
        this.reservations = new Reservations(transactions, record, this.clock, replica, UUID.randomUUID(), cancelled);
    }

    @Override
    public Optional<UUID> decide(String agreementId, Rule rule) throws RecordUnavailableException {
        var ruling = reserve(agreementId, rule);
        if (ruling.unrecorded().isPresent()) {
            ruling.use().ifPresent(this::cancelOrRemember);
            throw new RecordUnavailableException(
                    "the decision could not be put on record: "
                            + ruling.unrecorded().get().getMessage(),
                    ruling.unrecorded().get());
        }
        ruling.use().ifPresent(open::add);
        return ruling.use();
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

    /** A reserved use counts already: who can still cancel it forgets it, and nothing is written. */
    @Override
    public void commit(UUID use) throws RecordUnavailableException {
        if (open.close(use)) {
            return;
        }
        try {
            if (!transactions.run(connection -> UseRows.commit(connection, use))) {
                throw new IllegalStateException("use " + use + " is not reserved");
            }
        } catch (SQLException e) {
            throw unavailable("counting a use for good", e);
        }
    }

    @Override
    public void cancel(UUID use) {
        if (open.close(use)) {
            cancelOrRemember(use);
        }
    }

    private void cancelOrRemember(UUID use) {
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
                if (UseRows.cancel(connection, use)) {
                    UseRows.dropCharges(connection, use);
                }
            }
            return null;
        });
    }

    /** Nothing is left to do: what was reserved counts, and no other run can cancel it. */
    @Override
    public void recover() {}

    private static RecordUnavailableException unavailable(String task, SQLException e) {
        return new RecordUnavailableException(Transactions.unavailable(task, e), e);
    }
}
