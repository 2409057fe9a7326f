// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.policies.usage.Outbox;
import org.sluis.policies.usage.PolicyEvents;

/** Events in table {@code log_outbox}, which a thread passes on to the record. */
public final class PostgresOutbox implements Outbox {

    private final Transactions transactions;
    private final News news = new News();

    public PostgresOutbox(DataSource database, Notifications notifications) {
        this.transactions = new Transactions(database);
        notifications.onNotice(OutboxRows.CHANNEL, news::came);
    }

    @Override
    public void added() {
        news.came();
    }

    @Override
    public Optional<Instant> oldest() {
        return transactions.runOrFail("reading what waits for the record", OutboxRows::oldest);
    }

    /** Passes events on until it is closed, each at least once and in their order: {@code record} knows those it has by their id. */
    public OutboxRelay relayTo(PolicyEvents record) {
        return new OutboxRelay(transactions, news, record);
    }
}
