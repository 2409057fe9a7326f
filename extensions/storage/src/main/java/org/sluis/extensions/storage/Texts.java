// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;

/** Sets of texts in columns of type {@code TEXT[]}. */
final class Texts {

    private Texts() {}

    static Array array(Connection connection, Collection<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.stream().sorted().toArray());
    }

    static Set<String> set(ResultSet row, String column) throws SQLException {
        return Set.of((String[]) row.getArray(column).getArray());
    }
}
