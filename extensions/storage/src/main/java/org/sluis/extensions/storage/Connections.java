// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** Opens pools of connections on a {@link Database}. */
public final class Connections {

    private static final Duration WAIT_FOR_A_CONNECTION = Duration.ofSeconds(5);
    private static final Duration IDLE_CONNECTION_LIVES = Duration.ofSeconds(30);

    private Connections() {}

    /**
     * A pool whose every wait is bounded: five seconds for a connection, for a lock and for an answer to a ledger statement.
     * It opens its first connection when one is asked for, and recovers by itself from a database that was away.
     *
     * @param name shown in logs and in {@code pg_stat_activity}
     * @param size most connections open at the same time
     */
    public static HikariDataSource pool(Database database, String name, int size) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(size);
        // An idle connection costs a server process of several MiB.
        config.setMinimumIdle(1);
        config.setIdleTimeout(IDLE_CONNECTION_LIVES.toMillis());
        config.setConnectionTimeout(WAIT_FOR_A_CONNECTION.toMillis());
        config.setValidationTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", name);
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("options", "-c lock_timeout=5s -c statement_timeout=30s");
        return new HikariDataSource(config);
    }
}
