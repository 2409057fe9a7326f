// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.net.URI;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Entitlements;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;

/** Rows of table {@code authority_member}. */
final class MemberRows {

    /** A firm that is out may come back: its row is replaced. */
    private static final String SAVE = """
            INSERT INTO authority_member (name, legal_name, register_number, protocol_endpoint, rulebook_version, standing,
                applied_at, invitation, roles, connector, checked_by, checked_on, reason, id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, legal_name = excluded.legal_name,
                register_number = excluded.register_number, protocol_endpoint = excluded.protocol_endpoint,
                rulebook_version = excluded.rulebook_version, standing = excluded.standing,
                applied_at = excluded.applied_at, invitation = excluded.invitation, roles = excluded.roles,
                connector = excluded.connector, checked_by = excluded.checked_by, checked_on = excluded.checked_on,
                reason = excluded.reason
            """;

    private MemberRows() {}

    static void save(Connection connection, Member member) throws SQLException {
        var firm = member.firm();
        try (var insert = connection.prepareStatement(SAVE)) {
            insert.setString(1, firm.name());
            insert.setString(2, firm.legalName());
            insert.setString(3, firm.registerNumber());
            insert.setString(4, firm.protocolEndpoint().toString());
            insert.setString(5, firm.rulebookVersion());
            insert.setString(6, member.standing().name());
            insert.setObject(7, Values.time(member.appliedAt()));
            insert.setObject(8, member.invitation().orElse(null));
            insert.setArray(9, array(connection, member.entitlements().roles()));
            insert.setString(10, member.entitlements().connector().orElse(null));
            insert.setString(11, Values.recordable(member.check().map(Member.Check::by)));
            insert.setObject(12, member.check().map(Member.Check::on).orElse(null));
            insert.setString(13, Values.recordable(member.reason()));
            insert.setString(14, member.id().value());
            insert.executeUpdate();
        }
    }

    static Optional<Member> find(Connection connection, Did id, String end) throws SQLException {
        try (var select = connection.prepareStatement("SELECT * FROM authority_member WHERE id = ? " + end)) {
            select.setString(1, id.value());
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    static Array array(Connection connection, Iterable<String> values) throws SQLException {
        return connection.createArrayOf(
                "text", StreamSupport.stream(values.spliterator(), false).toArray());
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    static Entitlements entitlements(ResultSet row) throws SQLException {
        return new Entitlements(texts(row, "roles"), Values.text(row, "connector"));
    }

    static Member read(ResultSet row) throws SQLException {
        var on = row.getObject("checked_on", LocalDate.class);
        return new Member(
                new Applicant(
                        new Did(row.getString("id")),
                        row.getString("name"),
                        row.getString("legal_name"),
                        row.getString("register_number"),
                        URI.create(row.getString("protocol_endpoint")),
                        row.getString("rulebook_version")),
                Standing.valueOf(row.getString("standing")),
                Values.requiredInstant(row, "applied_at"),
                Optional.ofNullable(row.getObject("invitation", UUID.class)),
                entitlements(row),
                Values.text(row, "checked_by").map(by -> new Member.Check(by, on)),
                row.getString("reason"));
    }
}
