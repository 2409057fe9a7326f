// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two replicas on one database. */
@Timeout(60)
class SignalsTest {

    private static final String CHANNEL = "machine";

    private final Replica one;
    private final Replica two;

    SignalsTest() {
        var database = TestDatabase.empty();
        one = new Replica(database);
        two = new Replica(database);
    }

    private static final class Replica {
        private final HikariDataSource pool;
        private final Notifications notifications;
        private final Signals signals;
        private final Semaphore heard = new Semaphore(0);

        private Replica(Database database) {
            pool = Connections.pool(database, "test", 2);
            notifications = new Notifications(database);
            signals = new Signals(pool, notifications);
            signals.on(CHANNEL, heard::release);
        }

        private void close() {
            signals.close();
            notifications.close();
            pool.close();
        }
    }

    /** Each reader looks once when its connection listens. */
    @BeforeEach
    void awaitListening() throws Exception {
        assertThat(one.heard.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        assertThat(two.heard.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        one.heard.drainPermits();
        two.heard.drainPermits();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void reachTheOthersAndNotTheirSender() throws Exception {
        one.signals.send(CHANNEL);

        assertThat(two.heard.tryAcquire(4, TimeUnit.SECONDS)).isTrue();
        assertThat(one.heard.tryAcquire(200, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void manyAtOnceAreOneOrFew() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            one.signals.send(CHANNEL);
        }

        assertThat(two.heard.tryAcquire(4, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(500);
        assertThat(two.heard.availablePermits()).isLessThan(100);
    }

    @Test
    void aReplicaWhoseConnectionWasCutLooksOnceItListensAgainAndHearsTheNext() throws Exception {
        try (var connection = one.pool.getConnection();
                var cut = connection.createStatement()) {
            cut.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'sluis-notifications' AND datname = current_database()");
        }

        assertThat(two.heard.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        one.signals.send(CHANNEL);
        assertThat(two.heard.tryAcquire(4, TimeUnit.SECONDS)).isTrue();
    }
}
