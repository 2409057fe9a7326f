// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.PeerEnd;

/** Agreements in table {@code agreement}, whose frozen columns the database itself keeps from changing. */
public final class PostgresAgreements implements Agreements {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresAgreements.class);
    private static final int LONGEST_ID = 500;

    private final Transactions transactions;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private Optional<Long> lastEnd = Optional.empty();

    /** Listeners are told on the thread of the notifications. */
    public PostgresAgreements(DataSource database, Notifications notifications) {
        this.transactions = new Transactions(database);
        notifications.onNotice(AgreementEndRows.CHANNEL, this::tellOfEnds);
    }

    @Override
    public void freeze(Agreement agreement) {
        if (agreement.id().length() > LONGEST_ID || !Values.isStorable(agreement.id())) {
            throw new IllegalArgumentException(
                    "an agreement id has at most " + LONGEST_ID + " characters, none of them NUL");
        }
        transactions.runOrFail("storing agreement " + agreement.id(), connection -> {
            if (!AgreementRows.insert(connection, agreement)) {
                requireSame(
                        agreement,
                        AgreementRows.find(connection, agreement.id()).orElseThrow());
            }
            return null;
        });
    }

    private static void requireSame(Agreement wanted, Agreement known) {
        if (!known.canonical().equals(wanted.canonical()) || known.side() != wanted.side()) {
            throw new IllegalStateException("agreement " + known.id() + " is frozen with other bytes");
        }
    }

    @Override
    public Optional<Agreement> find(String id) {
        return Values.isStorable(id)
                ? transactions.runOrFail("reading an agreement", connection -> AgreementRows.find(connection, id))
                : Optional.empty();
    }

    @Override
    public List<Agreement> list() {
        return transactions.runOrFail("listing agreements", connection -> {
            try (var select = connection.prepareStatement("SELECT * FROM agreement ORDER BY signed_at DESC, id");
                    var rows = select.executeQuery()) {
                var found = new ArrayList<Agreement>();
                while (rows.next()) {
                    found.add(AgreementRows.read(rows));
                }
                return List.copyOf(found);
            }
        });
    }

    @Override
    public boolean end(String id, AgreementState state, String reason) {
        if (state == AgreementState.ACTIVE) {
            throw new IllegalArgumentException("an agreement cannot end as active");
        }
        return Values.isStorable(id)
                && transactions.runOrFail(
                        "ending an agreement", connection -> AgreementEndRows.end(connection, id, state, reason));
    }

    @Override
    public boolean endedByPeer(String id, PeerEnd end) {
        if (end.state() == AgreementState.ACTIVE) {
            throw new IllegalArgumentException("an agreement cannot end as active");
        }
        return Values.isStorable(id)
                && transactions.runOrFail(
                        "keeping the end of an agreement",
                        connection -> AgreementEndRows.endedByPeer(connection, id, end));
    }

    @Override
    public void onEnd(Consumer<String> listener) {
        startCounting();
        listeners.add(listener);
    }

    /** What ended before there was a listener concerns nobody. */
    private synchronized void startCounting() {
        if (lastEnd.isEmpty()) {
            lastEnd = Optional.of(transactions.runOrFail("listening to ends of agreements", connection -> {
                try (var select = connection.prepareStatement("SELECT coalesce(max(end_sequence), 0) FROM agreement");
                        var rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }));
        }
    }

    private synchronized void tellOfEnds() {
        if (lastEnd.isEmpty()) {
            return;
        }
        var ended = transactions.runOrFail(
                "reading ends of agreements", connection -> endsAfter(connection, lastEnd.get()));
        for (var end : ended) {
            lastEnd = Optional.of(end.sequence());
            listeners.forEach(listener -> tell(listener, end.id()));
        }
    }

    private record End(long sequence, String id) {}

    private static List<End> endsAfter(Connection connection, long sequence) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT end_sequence, id FROM agreement WHERE end_sequence > ? ORDER BY end_sequence")) {
            select.setLong(1, sequence);
            try (var rows = select.executeQuery()) {
                var ends = new ArrayList<End>();
                while (rows.next()) {
                    ends.add(new End(rows.getLong(1), rows.getString(2)));
                }
                return ends;
            }
        }
    }

    private static void tell(Consumer<String> listener, String id) {
        try {
            listener.accept(id);
        } catch (RuntimeException | Error e) {
            LOG.warn("A listener to the end of agreements failed: {}", e.toString());
        }
    }
}
