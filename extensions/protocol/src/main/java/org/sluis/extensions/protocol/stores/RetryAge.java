// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.edc.spi.entity.StatefulEntity;
import org.eclipse.edc.spi.persistence.EdcPersistenceException;
import org.eclipse.edc.sql.QueryExecutor;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;

/**
 * Keeps a process that cannot reach its peer retrying for a time instead of a number of attempts.
 *
 * <p>EDC counts attempts, waits twice as long after each, and ends the process at a limit: a peer that is away for a
 * night is lost, and one that is back waits for hours. Below the age the count is held at {@link #STEADY}, so that
 * attempts go on at that pace; above it EDC's limit applies.
 */
public final class RetryAge {

    /** With EDC's base delay of 200 ms the pause stays at 2^6 times that, about 13 s. */
    static final int STEADY = 7;

    private final Duration age;
    private final Clock clock;
    private final DataSourceRegistry dataSources;
    private final QueryExecutor queries;

    RetryAge(Duration age, Clock clock, DataSourceRegistry dataSources, QueryExecutor queries) {
        this.age = age;
        this.clock = clock;
        this.dataSources = dataSources;
        this.queries = queries;
    }

    /** Holds the count of a saved process, in the transaction of the save, and returns it as it is stored. */
    int hold(StatefulEntity<?> process, String table, String idColumn) {
        if (process.getStateCount() <= STEADY || isOld(process)) {
            return process.getStateCount();
        }
        try (var connection =
                dataSources.resolve(DataSourceRegistry.DEFAULT_DATASOURCE).getConnection()) {
            var sql = "UPDATE %s SET state_count = ? WHERE %s = ?".formatted(table, idColumn);
            queries.execute(connection, sql, STEADY, process.getId());
            return STEADY;
        } catch (SQLException e) {
            throw new EdcPersistenceException(e);
        }
    }

    private boolean isOld(StatefulEntity<?> process) {
        return clock.millis() - process.getCreatedAt() > age.toMillis();
    }
}
