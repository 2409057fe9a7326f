// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several statements on one trip to the server. Each sees what was committed before it began, as if it had been sent alone; the
 * time a lock is held is mostly made of trips.
 */
final class Script {

    private final List<String> statements = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Script add(String statement, Object... parameters) {
        statements.add(statement);
        for (var parameter : parameters) {
            values.add(parameter);
        }
        return this;
    }

    int size() {
        return statements.size();
    }

    /** Leaves the results to the caller, the first one current. */
    PreparedStatement execute(Connection connection) throws SQLException {
        var prepared = connection.prepareStatement(String.join(";", statements));
        try {
            for (int i = 0; i < values.size(); i++) {
                prepared.setObject(i + 1, values.get(i));
            }
            prepared.execute();
            return prepared;
        } catch (SQLException | RuntimeException e) {
            prepared.close();
            throw e;
        }
    }
}
