// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.wallet.HeldCredential;

/** Rows of table {@code held_credential}. */
final class HeldCredentialRows {

    private static final String INSERT = """
            INSERT INTO held_credential (compact, types, issuer, valid_from, valid_until, holder_pid)
            VALUES (?, ?, ?, ?, ?, ?)
            """;

    private HeldCredentialRows() {}

    /** A type that came again replaces all of that type: an issuer may give several of one type, and takes them back together. */
    static void replace(Connection connection, Did issuer, List<HeldCredential> credentials) throws SQLException {
        var types = credentials.stream()
                .map(HeldCredential::types)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
        try (var delete = connection.prepareStatement("DELETE FROM held_credential WHERE issuer = ? AND types && ?")) {
            delete.setString(1, issuer.value());
            delete.setArray(2, Texts.array(connection, types));
            delete.executeUpdate();
        }
        try (var insert = connection.prepareStatement(INSERT)) {
            for (var credential : credentials) {
                insert.setString(1, credential.compact());
                insert.setArray(2, Texts.array(connection, credential.types()));
                insert.setString(3, credential.issuer().value());
                insert.setObject(4, Values.time(credential.validFrom()));
                insert.setObject(5, Values.time(credential.validUntil()));
                insert.setString(6, credential.holderPid());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static HeldCredential read(ResultSet row) throws SQLException {
        return new HeldCredential(
                row.getString("compact"),
                Texts.set(row, "types"),
                new Did(row.getString("issuer")),
                Values.requiredInstant(row, "valid_from"),
                Values.requiredInstant(row, "valid_until"),
                row.getString("holder_pid"));
    }
}
