// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.sluis.extensions.authority.status.StatusList;
import org.sluis.extensions.authority.status.StatusLists;

/** Status lists: their versions in table {@code status_list}, their bits in {@code issuance}. */
public final class PostgresStatusLists implements StatusLists {

    private final Transactions transactions;

    public PostgresStatusLists(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public Map<Integer, Long> versions() {
        return transactions.runOrFail("reading status lists", connection -> {
            try (var select = connection.prepareStatement("SELECT number, version FROM status_list");
                    var rows = select.executeQuery()) {
                var found = new TreeMap<Integer, Long>();
                while (rows.next()) {
                    found.put(rows.getInt(1), rows.getLong(2));
                }
                return Map.copyOf(found);
            }
        });
    }

    @Override
    public Optional<StatusList> find(int number) {
        return transactions.runOrFail("reading a status list", connection -> {
            // The version first: bits that are set meanwhile are then in a list that counts as older, and read again.
            var version = version(connection, number);
            return version.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new StatusList(number, version.get(), withdrawn(connection, number)));
        });
    }

    private static Optional<Long> version(Connection connection, int number) throws SQLException {
        try (var select = connection.prepareStatement("SELECT version FROM status_list WHERE number = ?")) {
            select.setInt(1, number);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    private static BitSet withdrawn(Connection connection, int number) throws SQLException {
        try (var select = connection.prepareStatement("SELECT index FROM issuance WHERE list = ? AND withdrawn")) {
            select.setInt(1, number);
            try (var rows = select.executeQuery()) {
                var set = new BitSet(StatusList.LENGTH);
                while (rows.next()) {
                    set.set(rows.getInt(1));
                }
                return set;
            }
        }
    }
}
