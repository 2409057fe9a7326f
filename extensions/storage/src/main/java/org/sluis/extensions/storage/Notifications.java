// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells readers that something was committed, here or on another replica. One connection of its own listens; after it was
 * away every reader is told to look.
 */
public final class Notifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final int LOOK_ANYWAY_MILLIS = 5_000;
    private static final long PAUSE_MILLIS = 250;
    private static final char SENDER = '@';

    private final Database database;
    private final String ourselves = UUID.randomUUID().toString();
    private final Map<String, List<Runnable>> readers = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::listen, "sluis-notifications");
    private volatile boolean closed;
    private volatile Connection connection;

    public Notifications(Database database) {
        this.database = database;
        thread.setDaemon(true);
        thread.start();
    }

    /** The reader looks for news after each notice on the channel, and every few seconds in case a notice was lost. */
    void onNotice(String channel, Runnable reader) {
        readers.computeIfAbsent(channel, key -> new CopyOnWriteArrayList<>()).add(reader);
    }

    /** Part of the sender's transaction: readers are told when that commits. */
    static void send(Connection transaction, String channel) throws SQLException {
        try (var notify = transaction.prepareStatement("SELECT pg_notify('sluis', ?)")) {
            notify.setString(1, channel);
            notify.execute();
        }
    }

    /** Tells the readers of other processes only; what is sent outside of a transaction is told at once. */
    void sendToOthers(Connection connection, Collection<String> channels) throws SQLException {
        try (var notify = connection.prepareStatement("SELECT pg_notify('sluis', channel) FROM unnest(?) AS channel")) {
            var signed = channels.stream()
                    .map(channel -> channel + SENDER + ourselves)
                    .toArray();
            notify.setArray(1, connection.createArrayOf("text", signed));
            notify.execute();
        }
    }

    private void listen() {
        while (!closed) {
            try (var link = DriverManager.getConnection(database.url(), settings())) {
                connection = link;
                try (var statement = link.createStatement()) {
                    statement.execute("LISTEN sluis");
                }
                tell(link);
            } catch (SQLException e) {
                if (!closed) {
                    LOG.debug("No notices for now: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void tell(Connection link) throws SQLException {
        tellAll();
        while (!closed) {
            var notices = link.unwrap(PGConnection.class).getNotifications(LOOK_ANYWAY_MILLIS);
            if (notices == null || notices.length == 0) {
                if (!link.isValid(2)) {
                    return;
                }
                tellAll();
            } else {
                for (var notice : notices) {
                    read(notice.getParameter());
                }
            }
        }
    }

    private void read(String notice) {
        var end = notice.indexOf(SENDER);
        if (end < 0) {
            tell(notice);
        } else if (!notice.endsWith(ourselves)) {
            tell(notice.substring(0, end));
        }
    }

    private void tellAll() {
        readers.keySet().forEach(this::tell);
    }

    private void tell(String channel) {
        for (var reader : readers.getOrDefault(channel, List.of())) {
            try {
                reader.run();
            } catch (RuntimeException | Error e) {
                // One failing reader must not make the others deaf.
                LOG.warn("A reader of notices failed: {}", e.toString());
            }
        }
    }

    private Properties settings() {
        var settings = new Properties();
        settings.setProperty("user", database.user());
        settings.setProperty("password", database.password());
        settings.setProperty("ApplicationName", "sluis-notifications");
        settings.setProperty("connectTimeout", "5");
        settings.setProperty("tcpKeepAlive", "true");
        return settings;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        var link = connection;
        if (link != null) {
            try {
                link.abort(Runnable::run);
            } catch (SQLException e) {
                // It was broken already.
            }
        }
    }
}
