// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.authority.catalog.ChainQuery;
import org.sluis.extensions.authority.catalog.MemberCatalogs;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;

/** Members' catalogs in tables {@code member_catalog} and {@code member_dataset}. */
public final class PostgresMemberCatalogs implements MemberCatalogs {

    private static final String DUE = """
            SELECT EXISTS (SELECT FROM authority_member m LEFT JOIN member_catalog c ON c.member = m.id
                WHERE m.standing = 'APPROVED' AND (c.member IS NULL OR c.due_at <= ?))""";
    private static final String TAKE_IN = """
            INSERT INTO member_catalog (member, due_at) SELECT m.id, ? FROM authority_member m
            WHERE m.standing = 'APPROVED' AND NOT EXISTS (SELECT FROM member_catalog c WHERE c.member = m.id)
            ON CONFLICT DO NOTHING""";
    private static final String TAKE = """
            UPDATE member_catalog SET due_at = ? WHERE member =
                (SELECT c.member FROM member_catalog c JOIN authority_member m ON m.id = c.member
                 WHERE m.standing = 'APPROVED' AND c.due_at <= ? AND (c.attempts = 0 OR ?)
                 ORDER BY c.due_at LIMIT 1 FOR UPDATE OF c SKIP LOCKED)
            RETURNING member""";
    private static final String FIND = """
            SELECT m.id, m.name, m.legal_name, m.protocol_endpoint, c.digest, c.attempts
            FROM member_catalog c JOIN authority_member m ON m.id = c.member WHERE c.member = ?""";
    private static final String SAME = """
            UPDATE member_catalog SET read_at = ?, due_at = ?, attempts = 0, stale_since = NULL, problem = '', digest = ?
            WHERE member = ?""";
    private static final String FAILED = """
            UPDATE member_catalog SET stale_since = coalesce(stale_since, ?), problem = ?, due_at = ?, attempts = attempts + 1
            WHERE member = ?""";
    private static final String LIST = """
            SELECT m.id, m.name, m.standing, c.read_at, c.stale_since, c.due_at,
                CASE WHEN c.problem <> '' THEN c.problem ELSE coalesce(c.note, '') END AS problem,
                (SELECT count(*) FROM member_dataset d WHERE d.member = m.id) AS datasets
            FROM authority_member m LEFT JOIN member_catalog c ON c.member = m.id
            WHERE c.member IS NOT NULL OR m.standing = 'APPROVED' ORDER BY m.name, m.id""";

    private final Transactions transactions;

    public PostgresMemberCatalogs(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public boolean isDue(Instant now) {
        return transactions.runOrFail(
                "looking for catalogs to read",
                connection -> Rows.query(connection, DUE, row -> row.getBoolean(1), Values.time(now))
                        .get(0));
    }

    @Override
    public Optional<Due> takeDue(Instant now, Duration lease, boolean alsoFailing) {
        return transactions.runOrFail("taking a catalog to read", connection -> {
            Rows.update(connection, TAKE_IN, Values.time(now));
            var taken = Rows.query(
                    connection,
                    TAKE,
                    row -> row.getString(1),
                    Values.time(now.plus(lease)),
                    Values.time(now),
                    alsoFailing);
            return taken.isEmpty()
                    ? Optional.empty()
                    : Rows.query(connection, FIND, PostgresMemberCatalogs::due, taken.get(0)).stream()
                            .findFirst();
        });
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                new Did(row.getString("id")),
                row.getString("name"),
                row.getString("legal_name"),
                URI.create(row.getString("protocol_endpoint")),
                Values.text(row, "digest"),
                row.getInt("attempts"));
    }

    @Override
    public void read(Did member, Read catalog, Instant at, Instant dueAt) {
        transactions.runOrFail("keeping a member's catalog", connection -> {
            Rows.update(connection, SAME, Values.time(at), Values.time(dueAt), catalog.digest(), member.value());
            if (catalog.datasets().isPresent()) {
                replace(connection, member, catalog);
            }
            return member;
        });
    }

    private static void replace(Connection connection, Did member, Read catalog) throws SQLException {
        Rows.update(
                connection,
                "UPDATE member_catalog SET note = ? WHERE member = ?",
                Values.recordable(catalog.note()),
                member.value());
        MemberDatasetRows.replace(connection, member, catalog.datasets().orElseThrow());
    }

    @Override
    public void failed(Did member, String problem, Instant at, Instant dueAt) {
        transactions.runOrFail(
                "keeping that a member's catalog cannot be read",
                connection -> Rows.update(
                        connection,
                        FAILED,
                        Values.time(at),
                        Values.recordable(problem),
                        Values.time(dueAt),
                        member.value()));
    }

    @Override
    public List<Status> list() {
        return transactions.runOrFail(
                "reading how fresh the members' catalogs are",
                connection -> Rows.query(connection, LIST, PostgresMemberCatalogs::status));
    }

    private static Status status(ResultSet row) throws SQLException {
        return new Status(
                new Did(row.getString("id")),
                row.getString("name"),
                Standing.valueOf(row.getString("standing")),
                row.getInt("datasets"),
                Values.instant(row, "read_at"),
                Values.instant(row, "stale_since"),
                Values.instant(row, "due_at"),
                row.getString("problem"));
    }

    @Override
    public List<Listed> page(ChainQuery query, Did reader) {
        return transactions.runOrFail(
                "reading the chain's catalog", connection -> MemberDatasetRows.page(connection, query, reader));
    }
}
