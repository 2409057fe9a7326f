// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.onboarding.Membership;
import org.sluis.extensions.identity.onboarding.Membership.Step;
import org.sluis.extensions.identity.onboarding.Memberships;

/** Authorities in table {@code membership}. */
public final class PostgresMemberships implements Memberships {

    private static final String SAVE = """
            INSERT INTO membership (authority, invitation_code, legal_name, register_number, rulebook, step,
                authority_name, types, problem, attempts, next_attempt, started_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (authority) DO UPDATE SET invitation_code = excluded.invitation_code,
                legal_name = excluded.legal_name, register_number = excluded.register_number,
                rulebook = excluded.rulebook, step = excluded.step, authority_name = excluded.authority_name,
                types = excluded.types, problem = excluded.problem, attempts = excluded.attempts,
                next_attempt = excluded.next_attempt, started_at = excluded.started_at, changed_at = excluded.changed_at
            """;
    private static final String CLAIM = """
            UPDATE membership SET next_attempt = ? WHERE authority IN (
                SELECT authority FROM membership WHERE step <> 'REFUSED' AND next_attempt <= ?
                ORDER BY next_attempt LIMIT 100 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """;

    private final Transactions transactions;

    public PostgresMemberships(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public Optional<Membership> find(Did authority) {
        return select("WHERE authority = ?", authority.value()).stream().findFirst();
    }

    @Override
    public List<Membership> all() {
        return select("ORDER BY started_at, authority");
    }

    private List<Membership> select(String end, String... values) {
        return transactions.runOrFail("reading the authorities", connection -> {
            try (var select = connection.prepareStatement("SELECT * FROM membership " + end)) {
                for (var i = 0; i < values.length; i++) {
                    select.setString(i + 1, values[i]);
                }
                return read(select);
            }
        });
    }

    @Override
    public void save(Membership joined) {
        transactions.runOrFail("keeping an authority", connection -> {
            try (var insert = connection.prepareStatement(SAVE)) {
                bind(connection, insert, joined);
                return insert.executeUpdate();
            }
        });
    }

    private static void bind(Connection connection, PreparedStatement insert, Membership joined) throws SQLException {
        insert.setString(1, joined.authority().value());
        insert.setString(2, joined.invitationCode());
        insert.setString(3, Values.recordable(joined.legalName()));
        insert.setString(4, Values.recordable(joined.registerNumber()));
        insert.setString(5, Values.recordable(joined.rulebook()));
        insert.setString(6, joined.step().name());
        insert.setString(7, Values.recordable(joined.authorityName()));
        insert.setArray(8, Texts.array(connection, joined.types()));
        insert.setString(9, Values.recordable(joined.problem()));
        insert.setInt(10, joined.attempts());
        insert.setObject(11, Values.time(joined.nextAttempt()));
        insert.setObject(12, Values.time(joined.startedAt()));
        insert.setObject(13, Values.time(joined.changedAt()));
    }

    @Override
    public List<Membership> claimDue(Instant now, Instant until) {
        return transactions.runOrFail("looking for authorities to join", connection -> {
            try (var update = connection.prepareStatement(CLAIM)) {
                update.setObject(1, Values.time(until));
                update.setObject(2, Values.time(now));
                return read(update);
            }
        });
    }

    private static List<Membership> read(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var found = new ArrayList<Membership>();
            while (rows.next()) {
                found.add(read(rows));
            }
            return List.copyOf(found);
        }
    }

    private static Membership read(ResultSet row) throws SQLException {
        return new Membership(
                new Did(row.getString("authority")),
                row.getString("invitation_code"),
                row.getString("legal_name"),
                row.getString("register_number"),
                row.getString("rulebook"),
                Step.valueOf(row.getString("step")),
                Values.text(row, "authority_name"),
                Texts.set(row, "types"),
                Values.text(row, "problem"),
                row.getInt("attempts"),
                Values.requiredInstant(row, "next_attempt"),
                Values.requiredInstant(row, "started_at"),
                Values.requiredInstant(row, "changed_at"));
    }
}
