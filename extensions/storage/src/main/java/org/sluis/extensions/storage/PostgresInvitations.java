// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sluis.extensions.authority.membership.Invitation;
import org.sluis.extensions.authority.membership.Invitations;
import org.sluis.extensions.identity.did.Did;

/** Invitations in table {@code authority_invitation}. */
public final class PostgresInvitations implements Invitations {

    private static final String INSERT = """
            INSERT INTO authority_invitation
                (id, code_sha256, created_at, expires_at, created_by, legal_name, email, roles, connector, withdrawn, used_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Transactions transactions;

    public PostgresInvitations(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public void add(List<Invitation> invitations) {
        transactions.runOrFail("keeping invitations", connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                for (var invitation : invitations) {
                    insert.setObject(1, invitation.id());
                    insert.setString(2, invitation.codeSha256());
                    insert.setObject(3, Values.time(invitation.createdAt()));
                    insert.setObject(4, Values.time(invitation.expiresAt()));
                    insert.setString(5, Values.recordable(invitation.createdBy()));
                    insert.setString(6, Values.recordable(invitation.legalName()));
                    insert.setString(7, Values.recordable(invitation.email()));
                    insert.setArray(
                            8,
                            MemberRows.array(
                                    connection, invitation.entitlements().roles()));
                    insert.setString(9, invitation.entitlements().connector().orElse(null));
                    insert.setBoolean(10, invitation.withdrawn());
                    insert.setString(11, invitation.usedBy().map(Did::value).orElse(null));
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    @Override
    public Optional<Invitation> byCode(String codeSha256) {
        return transactions.runOrFail(
                "reading an invitation", connection -> find(connection, codeSha256, "WHERE code_sha256 = ?"));
    }

    /** Locked, so that of several uses of one code only one is the first. */
    static Optional<Invitation> lock(Connection connection, String codeSha256) throws SQLException {
        return find(connection, codeSha256, "WHERE code_sha256 = ? FOR UPDATE");
    }

    private static Optional<Invitation> find(Connection connection, String codeSha256, String end) throws SQLException {
        try (var select = connection.prepareStatement("SELECT * FROM authority_invitation " + end)) {
            select.setString(1, codeSha256);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    static void use(Connection connection, Invitation invitation, Did by) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE authority_invitation SET used_by = ? WHERE id = ?")) {
            update.setString(1, by.value());
            update.setObject(2, invitation.id());
            update.executeUpdate();
        }
    }

    @Override
    public List<Invitation> list(int limit) {
        if (limit < 1 || limit > 10_000) {
            throw new IllegalArgumentException("limit must be between 1 and 10000, is " + limit);
        }
        return transactions.runOrFail("reading invitations", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT * FROM authority_invitation ORDER BY created_at DESC, id LIMIT ?")) {
                select.setInt(1, limit);
                try (var rows = select.executeQuery()) {
                    var found = new ArrayList<Invitation>();
                    while (rows.next()) {
                        found.add(read(rows));
                    }
                    return List.copyOf(found);
                }
            }
        });
    }

    @Override
    public boolean withdraw(UUID id) {
        return transactions.runOrFail("withdrawing an invitation", connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE authority_invitation SET withdrawn = true WHERE id = ? AND used_by IS NULL")) {
                update.setObject(1, id);
                return update.executeUpdate() > 0;
            }
        });
    }

    private static Invitation read(ResultSet row) throws SQLException {
        return new Invitation(
                row.getObject("id", UUID.class),
                row.getString("code_sha256"),
                Values.requiredInstant(row, "created_at"),
                Values.requiredInstant(row, "expires_at"),
                row.getString("created_by"),
                Values.text(row, "legal_name"),
                Values.text(row, "email"),
                MemberRows.entitlements(row),
                row.getBoolean("withdrawn"),
                Values.text(row, "used_by").map(Did::new));
    }
}
