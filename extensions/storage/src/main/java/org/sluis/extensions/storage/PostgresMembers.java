// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.authority.membership.Applicant;
import org.sluis.extensions.authority.membership.Invitation;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.authority.membership.Members;
import org.sluis.extensions.authority.membership.Standing;
import org.sluis.extensions.identity.did.Did;

/** Firms in table {@code authority_member}. */
public final class PostgresMembers implements Members {

    private static final String OTHERS = "SELECT id, name FROM authority_member"
            + " WHERE standing NOT IN ('REFUSED', 'REVOKED') AND (id = ? OR name = ? OR register_number = ?)";
    private static final String NAMED = "SELECT * FROM authority_member WHERE name = ? OR id = ?"
            + " ORDER BY standing IN ('REFUSED', 'REVOKED') LIMIT 1";

    private final Transactions transactions;

    public PostgresMembers(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public Outcome apply(Applicant applicant, String codeSha256, Instant now) {
        return transactions.runOrFail("receiving an application", connection -> {
            var invitation = PostgresInvitations.lock(connection, codeSha256);
            return invitation.isEmpty()
                    ? new Refused(Obstacle.CODE_UNKNOWN)
                    : apply(connection, applicant, invitation.get(), now);
        });
    }

    private static Outcome apply(Connection connection, Applicant applicant, Invitation invitation, Instant now)
            throws SQLException {
        var known = MemberRows.find(connection, applicant.id(), "FOR UPDATE");
        var used = Optional.of(invitation.id());
        if (known.isPresent()
                && known.get().firm().equals(applicant)
                && known.get().invitation().equals(used)) {
            return new Repeated(known.get());
        }
        var obstacle = invitation.obstacle(now);
        if (obstacle.isEmpty()) {
            obstacle = obstacle(connection, applicant);
        }
        if (obstacle.isPresent()) {
            return new Refused(obstacle.get());
        }
        var member =
                new Member(applicant, Standing.APPLIED, now, used, invitation.entitlements(), Optional.empty(), "");
        PostgresInvitations.use(connection, invitation, applicant.id());
        MemberRows.save(connection, member);
        return new Received(member);
    }

    /** Whether a firm is in the way. Two that apply at the same moment wait for one another here. */
    private static Optional<Obstacle> obstacle(Connection connection, Applicant applicant) throws SQLException {
        try (var lock = connection.createStatement()) {
            lock.execute("LOCK TABLE authority_member IN SHARE ROW EXCLUSIVE MODE");
        }
        try (var select = connection.prepareStatement(OTHERS)) {
            select.setString(1, applicant.id().value());
            select.setString(2, applicant.name());
            select.setString(3, applicant.registerNumber());
            try (var rows = select.executeQuery()) {
                Optional<Obstacle> worst = Optional.empty();
                while (rows.next()) {
                    if (rows.getString("id").equals(applicant.id().value())) {
                        return Optional.of(Obstacle.KNOWN_ALREADY);
                    }
                    worst = Optional.of(
                            rows.getString("name").equals(applicant.name())
                                    ? Obstacle.NAME_TAKEN
                                    : worst.orElse(Obstacle.REGISTER_NUMBER_TAKEN));
                }
                return worst;
            }
        }
    }

    @Override
    public Optional<Obstacle> enrol(Member member) {
        return transactions.runOrFail("enrolling a member", connection -> {
            var obstacle = obstacle(connection, member.firm());
            if (obstacle.isEmpty()) {
                MemberRows.save(connection, member);
            }
            return obstacle;
        });
    }

    @Override
    public Optional<Member> decide(Did id, Member.Decision decision, Instant now) {
        return transactions.runOrFail("deciding on a member", connection -> {
            var member = MemberRows.find(connection, id, "FOR UPDATE");
            if (member.isEmpty() || !member.get().standing().mayBecome(decision.to())) {
                return Optional.empty();
            }
            var after = member.get().after(decision);
            MemberRows.save(connection, after);
            IssuanceRows.withdrawAllBut(connection, id, after.attestations());
            return Optional.of(after);
        });
    }

    @Override
    public Optional<Member> find(Did id) {
        return transactions.runOrFail("reading a member", connection -> MemberRows.find(connection, id, ""));
    }

    @Override
    public Optional<Member> named(String nameOrId) {
        if (!Values.isStorable(nameOrId)) {
            return Optional.empty();
        }
        return transactions.runOrFail("reading a member", connection -> {
            try (var select = connection.prepareStatement(NAMED)) {
                select.setString(1, nameOrId);
                select.setString(2, nameOrId);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(MemberRows.read(rows)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<Member> list() {
        return transactions.runOrFail("reading members", connection -> {
            try (var select = connection.prepareStatement("SELECT * FROM authority_member ORDER BY applied_at, id");
                    var rows = select.executeQuery()) {
                var found = new ArrayList<Member>();
                while (rows.next()) {
                    found.add(MemberRows.read(rows));
                }
                return List.copyOf(found);
            }
        });
    }
}
