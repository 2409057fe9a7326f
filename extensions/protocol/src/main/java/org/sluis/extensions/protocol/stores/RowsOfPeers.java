// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.stores;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.edc.spi.persistence.EdcPersistenceException;
import org.eclipse.edc.transaction.datasource.spi.DataSourceRegistry;
import org.eclipse.edc.transaction.spi.TransactionContext;
import org.sluis.extensions.protocol.machines.Machine;

/** Forgets that attempts at certain peers failed, so that the next ones are due. */
final class RowsOfPeers {

    /** What is too old to be tried forever keeps its count: EDC ends it at a limit. */
    private static final String NEGOTIATIONS = """
            UPDATE edc_contract_negotiation SET state_count = 1
            WHERE counterparty_id = ANY (?) AND state IN (%s) AND state <> %d AND state_count > 1 AND pending = false
                AND created_at > ?
            """;

    private static final String TRANSFERS = """
            UPDATE edc_transfer_process SET state_count = 1
            FROM (SELECT ?::varchar[] AS ids) AS peers, edc_contract_agreement a
            WHERE a.agr_id = contract_id AND (a.provider_agent_id = ANY (peers.ids) OR a.consumer_agent_id = ANY (peers.ids))
                AND state IN (%s) AND state <> %d AND state_count > 1 AND pending = false AND created_at > ?
            """;

    private final DataSourceRegistry dataSources;
    private final TransactionContext transactions;
    private final Duration age;
    private final Clock clock;
    private final Consumer<Machine> look;

    /** {@code look} is told which machine has something to do, after the commit. */
    RowsOfPeers(
            DataSourceRegistry dataSources,
            TransactionContext transactions,
            Duration age,
            Clock clock,
            Consumer<Machine> look) {
        this.dataSources = dataSources;
        this.transactions = transactions;
        this.age = age;
        this.clock = clock;
        this.look = look;
    }

    /** Makes all attempts at these participants due. */
    void makeDue(Set<String> peers) {
        makeDue(
                peers,
                NEGOTIATIONS,
                DurableNegotiations.TABLE,
                List.of(Machine.CONSUMER_NEGOTIATIONS, Machine.PROVIDER_NEGOTIATIONS));
        makeDue(peers, TRANSFERS, DurableTransfers.TABLE, List.of(Machine.TRANSFERS));
    }

    private void makeDue(Set<String> peers, String sql, DueRows.Table table, List<Machine> machines) {
        var states = machines.stream()
                .flatMap(machine -> machine.states().stream())
                .distinct()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        var changed = transactions.execute(() -> change(peers, sql.formatted(states, table.initial())));
        if (changed > 0) {
            machines.forEach(look);
        }
    }

    private int change(Set<String> peers, String sql) {
        try (var connection = dataSources
                        .resolve(DataSourceRegistry.DEFAULT_DATASOURCE)
                        .getConnection();
                var update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("varchar", peers.toArray()));
            update.setLong(2, clock.millis() - age.toMillis());
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new EdcPersistenceException(e);
        }
    }
}
