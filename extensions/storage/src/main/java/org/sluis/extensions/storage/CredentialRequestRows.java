// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.wallet.CredentialRequest;
import org.sluis.extensions.identity.wallet.CredentialRequest.State;

/** Rows of table {@code credential_request}. */
final class CredentialRequestRows {

    private static final String INSERT = """
            INSERT INTO credential_request (holder_pid, issuer, types, state, issuer_pid, status_address, reason, attempts,
                next_attempt, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String CLAIM = """
            UPDATE credential_request SET next_attempt = ? WHERE holder_pid IN (
                SELECT holder_pid FROM credential_request WHERE state = 'REQUESTED' AND next_attempt <= ?
                ORDER BY next_attempt LIMIT 100 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """;

    private CredentialRequestRows() {}

    static boolean insert(Connection connection, CredentialRequest request) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, request.holderPid());
            insert.setString(2, request.issuer().value());
            insert.setArray(3, Texts.array(connection, request.types()));
            insert.setString(4, request.state().name());
            insert.setString(5, Values.recordable(request.issuerPid()));
            insert.setString(6, request.statusAddress().map(URI::toString).orElse(null));
            insert.setString(7, Values.recordable(request.reason()));
            insert.setInt(8, request.attempts());
            insert.setObject(9, Values.time(request.nextAttempt()));
            insert.setObject(10, Values.time(request.changedAt()));
            return insert.executeUpdate() == 1;
        }
    }

    static Optional<CredentialRequest> first(Connection connection, String end, String value) throws SQLException {
        try (var select = connection.prepareStatement("SELECT * FROM credential_request " + end)) {
            select.setString(1, value);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    static List<CredentialRequest> claim(Connection connection, Instant now, Instant until) throws SQLException {
        try (var update = connection.prepareStatement(CLAIM)) {
            update.setObject(1, Values.time(until));
            update.setObject(2, Values.time(now));
            try (var rows = update.executeQuery()) {
                var claimed = new ArrayList<CredentialRequest>();
                while (rows.next()) {
                    claimed.add(read(rows));
                }
                return List.copyOf(claimed);
            }
        }
    }

    private static CredentialRequest read(ResultSet row) throws SQLException {
        return new CredentialRequest(
                row.getString("holder_pid"),
                new Did(row.getString("issuer")),
                Texts.set(row, "types"),
                State.valueOf(row.getString("state")),
                Values.text(row, "issuer_pid"),
                Values.text(row, "status_address").map(URI::create),
                Values.text(row, "reason"),
                row.getInt("attempts"),
                Values.requiredInstant(row, "next_attempt"),
                Values.requiredInstant(row, "changed_at"));
    }
}
