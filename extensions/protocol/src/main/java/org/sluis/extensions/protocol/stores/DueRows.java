// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.eclipse.edc.spi.persistence.EdcPersistenceException;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.sluis.extensions.protocol.leases.Leases;
import org.sluis.extensions.protocol.machines.Machine;

/** The rows of one of EDC's tables of processes that can be moved now. */
final class DueRows {

    /** What is where in a table, and the state in which its processes begin. */
    record Table(String name, String id, String timestamp, int initial) {}

    /**
     * Processes of a type in a state.
     *
     * @param now whether one can be moved now
     * @param next when the first of the others can be, in milliseconds since 1970
     */
    record Due(int state, String type, boolean now, OptionalLong next) {}

    /** EDC reads, leases and reads again, and takes processes whose next attempt is not due, before all others. */
    private static final String LEASE = """
            WITH due AS (
                SELECT p.%1$s AS id FROM %2$s p
                WHERE p.state = ? AND p.type = ANY (?) AND p.pending = false AND %4$s <= ?
                    AND NOT EXISTS (SELECT 1 FROM edc_lease l WHERE l.resource_id = p.%1$s
                        AND l.resource_kind = '%2$s' AND l.leased_at + l.lease_duration > ?)
                ORDER BY p.%3$s LIMIT ?)
            INSERT INTO edc_lease AS held (resource_id, resource_kind, leased_by, leased_at, lease_duration)
            SELECT due.id, '%2$s', ?, ?, ? FROM due, set_config('synchronous_commit', 'off', true)
            ON CONFLICT (resource_id, resource_kind) DO UPDATE
                SET leased_by = excluded.leased_by, leased_at = excluded.leased_at, lease_duration = excluded.lease_duration
                WHERE held.leased_at + held.lease_duration < excluded.leased_at
            RETURNING resource_id
            """;

    private static final String LOOK = """
            SELECT state, type, bool_or(at <= ?), min(at) FILTER (WHERE at > ?)
            FROM (
                SELECT p.state, p.type, greatest(%4$s, coalesce(l.leased_at + l.lease_duration, 0)) AS at
                FROM %2$s p LEFT JOIN edc_lease l ON l.resource_id = p.%1$s AND l.resource_kind = '%2$s'
                WHERE p.state IN (%5$s) AND p.type = ANY (?) AND p.pending = false) AS process
            GROUP BY state, type
            """;

    private final String lease;
    private final String look;
    private final Table table;
    private final DataSourceRegistry dataSources;
    private final Leases leases;
    private final RetryDelays delays;
    private final Clock clock;

    DueRows(Table table, DataSourceRegistry dataSources, Leases leases, RetryDelays delays, Clock clock) {
        var dueAt = RetryDelays.dueAt(table.initial(), "p.state", "p.state_count", "p." + table.timestamp());
        this.lease = LEASE.formatted(table.id(), table.name(), table.timestamp(), dueAt);
        this.look = LOOK.formatted(table.id(), table.name(), table.timestamp(), dueAt, "%s");
        this.table = table;
        this.dataSources = dataSources;
        this.leases = leases;
        this.delays = delays;
        this.clock = clock;
    }

    Table table() {
        return table;
    }

    /**
     * Leases processes, longest in their state first, and returns their ids; part of the transaction that runs. That is
     * committed without waiting for the disk: leases that a crash of the database takes away are of messages whose
     * receivers know them by their ids.
     */
    List<String> lease(Machine machine, Wanted wanted, int most) {
        try (var connection = connection();
                var statement = connection.prepareStatement(lease)) {
            var now = clock.millis();
            var values = new Object[] {
                wanted.state(),
                connection.createArrayOf("varchar", wanted.types().toArray()),
                delays.base(machine),
                now,
                now,
                most,
                leases.replica(),
                now,
                (int) leases.duration().toMillis()
            };
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var ids = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
            return ids;
        } catch (SQLException e) {
            throw new EdcPersistenceException(e);
        }
    }

    /** What there is for a machine, or will be. */
    List<Due> look(Machine machine, List<String> types) {
        var states = machine.states().stream().map(String::valueOf).collect(Collectors.joining(", "));
        try (var connection = connection();
                var statement = connection.prepareStatement(look.formatted(states))) {
            var now = clock.millis();
            statement.setLong(1, now);
            statement.setLong(2, now);
            statement.setLong(3, delays.base(machine));
            statement.setArray(4, connection.createArrayOf("varchar", types.toArray()));
            var found = new ArrayList<Due>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var next = rows.getLong(4);
                    var later = rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(next);
                    found.add(new Due(rows.getInt(1), rows.getString(2), rows.getBoolean(3), later));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new EdcPersistenceException(e);
        }
    }

    private Connection connection() throws SQLException {
        return dataSources.resolve(DataSourceRegistry.DEFAULT_DATASOURCE).getConnection();
    }
}
