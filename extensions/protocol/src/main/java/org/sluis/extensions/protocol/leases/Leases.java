// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.leases;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.edc.spi.persistence.EdcPersistenceException;
import org.eclipse.edc.sql.QueryExecutor;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.eclipse.edc.transaction.spi.TransactionContext;

/** The leases of this replica in the table that EDC's stores share. */
public final class Leases {

    private static final String RELEASE =
            "DELETE FROM edc_lease WHERE resource_id = ? AND resource_kind = ? AND leased_by = ?";
    private static final String TAKE_OVER = "DELETE FROM edc_lease WHERE leased_by = ?";

    private final String replica;
    private final DataSourceRegistry dataSources;
    private final TransactionContext transactions;
    private final QueryExecutor queries;
    private final Duration duration;
    private final Consumer<String> released;

    /**
     * Leases held under the name of a replica; no two running processes may have the same name.
     *
     * @param released is told the kind of a process whose lease was given up, after the commit
     */
    public Leases(
            String replica,
            Duration duration,
            DataSourceRegistry dataSources,
            TransactionContext transactions,
            QueryExecutor queries,
            Consumer<String> released) {
        this.replica = replica;
        this.duration = duration;
        this.released = released;
        this.dataSources = dataSources;
        this.transactions = transactions;
        this.queries = queries;
    }

    /** The name that holds them. */
    public String replica() {
        return replica;
    }

    /** How long one lasts. */
    public Duration duration() {
        return duration;
    }

    /** Gives up our lease on a process without writing the process itself. */
    public void release(String kind, String id) {
        drop(kind, id);
        released.accept(kind);
    }

    /** Gives up our lease on a process that need not be moved at once. */
    void drop(String kind, String id) {
        execute(RELEASE, id, kind, replica);
    }

    /** Drops what an earlier run of this replica still holds and returns how many leases that were. */
    public int takeOver() {
        return execute(TAKE_OVER, replica);
    }

    private int execute(String sql, Object... arguments) {
        return transactions.execute(() -> {
            try (var connection =
                    dataSources.resolve(DataSourceRegistry.DEFAULT_DATASOURCE).getConnection()) {
                return queries.execute(connection, sql, arguments);
            } catch (SQLException e) {
                throw new EdcPersistenceException(e);
            }
        });
    }
}
