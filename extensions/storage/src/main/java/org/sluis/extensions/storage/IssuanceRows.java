// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.sluis.extensions.authority.issuance.Issuance;
import org.sluis.extensions.authority.membership.Attestation;
import org.sluis.extensions.identity.did.Did;

/** Rows of tables {@code issuance} and {@code status_list}. */
final class IssuanceRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> CLAIMS = new TypeReference<>() {};
    private static final String INSERT = """
            INSERT INTO issuance (id, request, holder, type, claims, list, index, issued_at, expires_at, withdrawn)
            VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?) ON CONFLICT (list, index) DO NOTHING
            """;

    private IssuanceRows() {}

    /** Whether its bit was free. */
    static boolean insert(Connection connection, Issuance issuance) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, issuance.id());
            insert.setObject(2, issuance.request());
            insert.setString(3, issuance.holder().value());
            insert.setString(4, issuance.attestation().type());
            insert.setString(5, json(issuance.attestation().claims()));
            insert.setInt(6, issuance.list());
            insert.setInt(7, issuance.index());
            insert.setObject(8, Values.time(issuance.issuedAt()));
            insert.setObject(9, Values.time(issuance.expiresAt()));
            insert.setBoolean(10, issuance.withdrawn());
            return insert.executeUpdate() == 1;
        }
    }

    static List<Issuance> select(Connection connection, String end, Object value) throws SQLException {
        try (var select = connection.prepareStatement("SELECT * FROM issuance WHERE " + end)) {
            select.setObject(1, value);
            try (var rows = select.executeQuery()) {
                var found = new ArrayList<Issuance>();
                while (rows.next()) {
                    found.add(read(rows));
                }
                return List.copyOf(found);
            }
        }
    }

    /** The caller has locked the holder's row, so nothing is allocated to it meanwhile. */
    static void withdrawAllBut(Connection connection, Did holder, Collection<Attestation> kept) throws SQLException {
        var changed = new TreeMap<Integer, Integer>();
        try (var update = connection.prepareStatement("UPDATE issuance SET withdrawn = true WHERE id = ?")) {
            for (var issuance : select(connection, "holder = ? AND NOT withdrawn", holder.value())) {
                if (!kept.contains(issuance.attestation())) {
                    update.setObject(1, issuance.id());
                    update.executeUpdate();
                    changed.merge(issuance.list(), 1, Integer::sum);
                }
            }
        }
        // In ascending order, so that two that withdraw do not wait for each other.
        try (var bump = connection.prepareStatement("UPDATE status_list SET version = version + 1 WHERE number = ?")) {
            for (var list : changed.keySet()) {
                bump.setInt(1, list);
                bump.executeUpdate();
            }
        }
    }

    private static String json(Map<String, String> claims) {
        try {
            return JSON.writeValueAsString(claims);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Issuance read(ResultSet row) throws SQLException {
        try {
            return new Issuance(
                    row.getObject("id", UUID.class),
                    row.getObject("request", UUID.class),
                    new Did(row.getString("holder")),
                    new Attestation(row.getString("type"), JSON.readValue(row.getString("claims"), CLAIMS)),
                    row.getInt("list"),
                    row.getInt("index"),
                    Values.requiredInstant(row, "issued_at"),
                    Values.requiredInstant(row, "expires_at"),
                    row.getBoolean("withdrawn"));
        } catch (JsonProcessingException e) {
            throw new SQLException("claims of an issuance are not JSON", e);
        }
    }
}
