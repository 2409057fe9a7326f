// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;
import org.sluis.policies.usage.PolicyEvents;

/** Puts waiting events on record in their order, many with one sync, and forgets each only when it is durable there. */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 100;
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final News news;
    private final PolicyEvents record;
    private final Thread thread = new Thread(this::relay, "sluis-outbox");
    private volatile boolean closed;
    private Duration pause = SHORTEST_PAUSE;

    OutboxRelay(Transactions transactions, News news, PolicyEvents record) {
        this.transactions = transactions;
        this.news = news;
        this.record = record;
        thread.setDaemon(true);
        thread.start();
    }

    /** How many, from the first on, one look put on record, and what kept it from the next. */
    private record Batch(int recorded, Exception failure) {}

    private void relay() {
        while (!closed) {
            var known = news.now();
            try {
                var batch = transactions.run(this::next);
                if (batch.failure() != null) {
                    rest(batch.failure());
                } else {
                    pause = SHORTEST_PAUSE;
                    if (batch.recorded() < BATCH && !closed) {
                        news.await(known, LOOK_ANYWAY);
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                // INVARIANT: the relay goes on; what waits must not wait until the next start
                rest(e);
            }
        }
    }

    /** The lock on the rows is held while they are recorded; what was recorded before a failure is deleted all the same. */
    private Batch next(Connection connection) throws SQLException {
        var events = OutboxRows.next(connection, BATCH);
        var batch = closed || events.isEmpty() ? new Batch(0, null) : record(events);
        if (batch.recorded() > 0) {
            OutboxRows.delete(
                    connection,
                    events.subList(0, batch.recorded()).stream()
                            .map(PolicyEvent::id)
                            .toList());
        }
        return batch;
    }

    /** All at once; one by one when an event among them cannot be recorded at all, so that those before it do not wait with it. */
    private Batch record(List<PolicyEvent> events) {
        try {
            record.appendAll(events);
            return new Batch(events.size(), null);
        } catch (RecordUnavailableException e) {
            return new Batch(0, e);
        } catch (RuntimeException e) {
            return recordOneByOne(events);
        }
    }

    private Batch recordOneByOne(List<PolicyEvent> events) {
        int recorded = 0;
        try {
            for (var event : events) {
                if (closed) {
                    break;
                }
                record.append(event);
                recorded++;
            }
            return new Batch(recorded, null);
        } catch (RecordUnavailableException | RuntimeException e) {
            return new Batch(recorded, e);
        }
    }

    private void rest(Throwable failure) {
        if (closed) {
            return;
        }
        // Told once an outage, not at each attempt.
        if (pause.equals(SHORTEST_PAUSE)) {
            LOG.warn("What happened waits in the database until it can be put on record: {}", failure.toString());
        }
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            closed = true;
        }
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /** Returns when the events that are being recorded are on record; the others wait for the next start. */
    @Override
    public void close() {
        closed = true;
        news.came();
        try {
            // Not interrupted: that would close the file that the record is just writing to.
            thread.join(PATIENCE_AT_THE_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
