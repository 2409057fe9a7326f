// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short words from one replica of a company to the others: nothing keeps them, so that whoever waits for one also looks by
 * itself now and then.
 *
 * <p>Not part of the transaction that they tell of: the database lets transactions with a notice commit one after the other.
 */
public final class Signals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final long PAUSE_MILLIS = 20;
    private static final long MILLIS_TO_STOP = 2_000;

    private final DataSource database;
    private final Notifications notifications;
    private final Set<String> unsent = ConcurrentHashMap.newKeySet();
    private final Semaphore some = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "sluis-signals");

    public Signals(DataSource database, Notifications notifications) {
        this.database = database;
        this.notifications = notifications;
        thread.setDaemon(true);
        thread.start();
    }

    /** Tells the other replicas soon, once for all that is sent within a moment; returns at once. To be called after the commit. */
    public void send(String channel) {
        if (unsent.add(channel)) {
            some.release();
        }
    }

    /** The reader looks after each word of another replica, and every few seconds in case one was lost. */
    public void on(String channel, Runnable reader) {
        notifications.onNotice(channel, reader);
    }

    private void run() {
        try {
            while (true) {
                some.acquire();
                some.drainPermits();
                sendAll();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // Asked to stop.
            Thread.currentThread().interrupt();
        }
    }

    private void sendAll() {
        // Removed before they are sent: what is committed from now on is another word.
        var channels = new ArrayList<>(unsent);
        channels.forEach(unsent::remove);
        if (channels.isEmpty()) {
            return;
        }
        try (var connection = database.getConnection()) {
            notifications.sendToOthers(connection, channels);
        } catch (SQLException | RuntimeException e) {
            // The others look by themselves.
            LOG.debug("Other replicas were not told: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(MILLIS_TO_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
