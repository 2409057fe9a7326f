// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.sluis.extensions.storage.Transactions.Ending;
import org.sluis.extensions.storage.UseRows.Reserved;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UsageLedger.Rule;

/**
 * Decides on uses and reserves them: facts, uses and charges are one transaction under the agreement's lock.
 *
 * <p>Who waits for the same agreement is decided on in one transaction, one after the other: what it costs to take the lock and to
 * wait for the disk is shared. Then the decisions go on record together: whoever dies in between has reserved what never took
 * place, which is the safe side, and the agreement is not locked while the record is written.
 */
final class Reservations {

    private final Transactions transactions;
    private final Decisions record;
    private final LedgerClock clock;
    private final String replica;
    private final UUID run;
    private final CancelledUses cancelled;
    private final ShareableAgreements shareable = new ShareableAgreements();
    private final Batches<Rule, Ruling> alone = new Batches<>(new Alone());

    Reservations(
            Transactions transactions,
            Decisions record,
            LedgerClock clock,
            String replica,
            UUID run,
            CancelledUses cancelled) {
        this.transactions = transactions;
        this.record = record;
        this.clock = clock;
        this.replica = replica;
        this.run = run;
        this.cancelled = cancelled;
    }

    /**
     * A decision.
     *
     * @param use what is reserved where it allows
     * @param unrecorded why it is not on record: it does not count, and the use is to be cancelled
     */
    record Ruling(DecisionRecord decision, Optional<UUID> use, Optional<Exception> unrecorded) {
        private Ruling unrecorded(Exception why) {
            return new Ruling(decision, use, Optional.of(why));
        }
    }

    /** A ruling that was made, whatever became of others. */
    private record Made(Ruling ruling) implements Supplier<Ruling> {
        @Override
        public Ruling get() {
            return ruling;
        }
    }

    private final class Alone implements Batches.Work<Rule, Ruling> {
        @Override
        public List<Supplier<Ruling>> answer(String agreement, List<Rule> rules) throws SQLException {
            return decideAlone(agreement, rules);
        }

        @Override
        public List<Supplier<Ruling>> finish(List<Supplier<Ruling>> answers) {
            return onRecord(answers);
        }
    }

    /** The use is reserved for good before this returns, and the decision is on record unless the ruling says otherwise. */
    Ruling reserve(String agreement, Rule rule) throws SQLException {
        if (shareable.contains(agreement)) {
            try {
                var ruled = reserving(last -> transactions.runToEnd(connection -> {
                    var facts = LedgerFacts.shared(connection, agreement, clock);
                    if (facts.isFirstUse()) {
                        throw new NeedsExclusiveLock();
                    }
                    var counting = new Counting(connection, facts, true);
                    var ruling = decide(counting, rule);
                    return new Ending<>(ruling, storing(connection, facts, counting, last));
                }));
                return onRecord(List.of(new Made(ruled))).get(0).get();
            } catch (NeedsExclusiveLock e) {
                shareable.remove(agreement);
            }
        }
        return alone.ask(agreement, rule);
    }

    private List<Supplier<Ruling>> decideAlone(String agreement, List<Rule> rules) throws SQLException {
        return reserving(last -> transactions.runToEnd(connection -> {
            var facts = LedgerFacts.exclusive(connection, agreement, clock);
            var counting = new Counting(connection, facts, false);
            var rulings = new ArrayList<Supplier<Ruling>>();
            for (var rule : rules) {
                rulings.add(decideOrFail(counting, rule));
            }
            if (!counting.counts() && !counting.reserved().isEmpty() && !facts.isFirstUse()) {
                shareable.add(agreement);
            }
            return new Ending<>(rulings, storing(connection, facts, counting, last));
        }));
    }

    /** A rule that fails concerns nobody else who waits. */
    private static Supplier<Ruling> decideOrFail(Counting counting, Rule rule) throws SQLException {
        try {
            var ruling = decide(counting, rule);
            return new Made(ruling);
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        } catch (Error e) {
            return () -> {
                throw e;
            };
        }
    }

    private static Ruling decide(Counting counting, Rule rule) throws SQLException {
        var verdict = counting.verdict(rule);
        if (!verdict.decision().allowed()) {
            return new Ruling(verdict.decision(), Optional.empty(), Optional.empty());
        }
        var use = new Reserved(verdict.decision().id(), verdict.charges());
        counting.reserve(use);
        return new Ruling(verdict.decision(), Optional.of(use.id()), Optional.empty());
    }

    private List<Supplier<Ruling>> onRecord(List<? extends Supplier<Ruling>> answers) {
        var rulings = answers.stream()
                .filter(Made.class::isInstance)
                .map(Supplier::get)
                .toList();
        try {
            record.appendAll(rulings.stream().map(Ruling::decision).toList());
            return List.copyOf(answers);
        } catch (RecordUnavailableException | RuntimeException e) {
            return answers.stream()
                    .<Supplier<Ruling>>map(answer ->
                            answer instanceof Made made ? new Made(made.ruling().unrecorded(e)) : answer)
                    .toList();
        }
    }

    private Script storing(
            Connection connection, LedgerFacts facts, Counting counting, AtomicReference<List<Reserved>> last)
            throws SQLException {
        last.set(counting.reserved());
        if (counting.reserved().isEmpty()) {
            return new Script();
        }
        var agreement = facts.agreement().orElseThrow().id();
        return UseRows.reserve(connection, new UseRows.Uses(agreement, facts.now(), replica, run), counting.reserved());
    }

    @FunctionalInterface
    private interface Reserving<T> {
        /** Says in {@code last} what the transaction that is committed has reserved. */
        T run(AtomicReference<List<Reserved>> last) throws SQLException;
    }

    private <T> T reserving(Reserving<T> work) throws SQLException {
        var last = new AtomicReference<List<Reserved>>(List.of());
        try {
            return work.run(last);
        } catch (Transactions.DoubtfulCommitException e) {
            // They may stand in the database, but the callers will deny.
            last.get().forEach(use -> cancelled.add(use.id()));
            throw e;
        }
    }
}
