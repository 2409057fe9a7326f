// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.sluis.extensions.authority.issuance.CredentialRequest;
import org.sluis.extensions.authority.issuance.Issuance;
import org.sluis.extensions.authority.issuance.Issuances;
import org.sluis.extensions.authority.membership.Attestation;
import org.sluis.extensions.authority.membership.Member;
import org.sluis.extensions.identity.did.Did;

/** Requests in table {@code credential_request_received}, what was issued in {@code issuance}. */
public final class PostgresIssuances implements Issuances {

    private static final String INSERT = "INSERT INTO credential_request_received"
            + " (id, holder, holder_pid, types, state, opened_at, due_at, attempts, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String PENDING = """
            SELECT * FROM credential_request_received WHERE holder = ? AND holder_pid = ? AND state = 'RECEIVED'
            ORDER BY opened_at LIMIT 1
            """;
    private static final String TAKE = """
            UPDATE credential_request_received SET due_at = ? WHERE id = (
                SELECT id FROM credential_request_received WHERE state = 'RECEIVED' AND due_at <= ?
                ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *
            """;
    private static final String POSTPONE = "UPDATE credential_request_received"
            + " SET due_at = ?, attempts = attempts + 1, note = ? WHERE id = ? AND state = 'RECEIVED'";
    private static final String CLOSE =
            "UPDATE credential_request_received SET state = ?, note = ? WHERE id = ? AND state = 'RECEIVED'";

    private final Transactions transactions;

    public PostgresIssuances(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public void open(CredentialRequest request) {
        transactions.runOrFail("keeping a request for credentials", connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                insert.setObject(1, request.id());
                insert.setString(2, request.holder().value());
                insert.setString(3, request.holderPid());
                insert.setArray(4, MemberRows.array(connection, request.types()));
                insert.setString(5, request.state().name());
                insert.setObject(6, Values.time(request.openedAt()));
                insert.setObject(7, Values.time(request.openedAt()));
                insert.setInt(8, request.attempts());
                insert.setString(9, Values.recordable(request.note()));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public Optional<CredentialRequest> find(UUID request) {
        return transactions.runOrFail("reading a request for credentials", connection -> find(connection, request, ""));
    }

    private static Optional<CredentialRequest> find(Connection connection, UUID request, String end)
            throws SQLException {
        try (var select =
                connection.prepareStatement("SELECT * FROM credential_request_received WHERE id = ? " + end)) {
            select.setObject(1, request);
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    @Override
    public Optional<CredentialRequest> pending(Did holder, String holderPid) {
        return transactions.runOrFail("reading a request for credentials", connection -> {
            try (var select = connection.prepareStatement(PENDING)) {
                select.setString(1, holder.value());
                select.setString(2, holderPid);
                try (var rows = select.executeQuery()) {
                    return rows.next() ? Optional.of(read(rows)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public int openedSince(Did holder, Instant since) {
        return transactions.runOrFail("counting requests for credentials", connection -> {
            try (var select = connection.prepareStatement(
                    "SELECT count(*) FROM credential_request_received WHERE holder = ? AND opened_at >= ?")) {
                select.setString(1, holder.value());
                select.setObject(2, Values.time(since));
                try (var rows = select.executeQuery()) {
                    rows.next();
                    return rows.getInt(1);
                }
            }
        });
    }

    @Override
    public Optional<CredentialRequest> takeDue(Instant now, Duration lease) {
        return transactions.runOrFail("looking for due deliveries", connection -> {
            try (var update = connection.prepareStatement(TAKE)) {
                update.setObject(1, Values.time(now.plus(lease)));
                update.setObject(2, Values.time(now));
                try (var rows = update.executeQuery()) {
                    return rows.next() ? Optional.of(read(rows)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public List<Issuance> allocate(UUID id, Instant now, Instant expiresAt) {
        return transactions.runOrFail("allocating credentials", connection -> {
            var request = find(connection, id, "FOR UPDATE")
                    .filter(found -> found.state() == CredentialRequest.State.RECEIVED);
            if (request.isEmpty()) {
                return List.of();
            }
            // INVARIANT: with the member's row locked it cannot be shut out between this look and the commit.
            var attested = MemberRows.find(connection, request.get().holder(), "FOR UPDATE")
                    .map(Member::attestations)
                    .orElse(List.of());
            if (IssuanceRows.select(connection, "request = ?", id).isEmpty()) {
                allocate(connection, request.get(), attested, now, expiresAt);
            }
            return IssuanceRows.select(connection, "request = ? AND NOT withdrawn ORDER BY sequence", id);
        });
    }

    private static void allocate(
            Connection connection,
            CredentialRequest request,
            List<Attestation> attested,
            Instant now,
            Instant expiresAt)
            throws SQLException {
        for (var attestation : attested) {
            if (request.types().contains(attestation.type())) {
                StatusListRows.withFreeBit(
                        connection,
                        (list, index) -> IssuanceRows.insert(
                                connection,
                                new Issuance(
                                        UUID.randomUUID(),
                                        request.id(),
                                        request.holder(),
                                        attestation,
                                        list,
                                        index,
                                        now,
                                        expiresAt,
                                        false)));
            }
        }
    }

    @Override
    public void postpone(UUID request, Instant next, String why) {
        transactions.runOrFail("postponing a delivery", connection -> {
            try (var update = connection.prepareStatement(POSTPONE)) {
                update.setObject(1, Values.time(next));
                update.setString(2, Values.recordable(why));
                update.setObject(3, request);
                return update.executeUpdate();
            }
        });
    }

    @Override
    public void close(UUID request, CredentialRequest.State state, String note) {
        transactions.runOrFail("ending a delivery", connection -> {
            try (var update = connection.prepareStatement(CLOSE)) {
                update.setString(1, state.name());
                update.setString(2, Values.recordable(note));
                update.setObject(3, request);
                return update.executeUpdate();
            }
        });
    }

    @Override
    public List<Issuance> issuedTo(Did holder) {
        return transactions.runOrFail(
                "reading what was issued",
                connection -> IssuanceRows.select(connection, "holder = ? ORDER BY sequence DESC", holder.value()));
    }

    private static CredentialRequest read(ResultSet row) throws SQLException {
        return new CredentialRequest(
                row.getObject("id", UUID.class),
                new Did(row.getString("holder")),
                row.getString("holder_pid"),
                Set.copyOf(MemberRows.texts(row, "types")),
                CredentialRequest.State.valueOf(row.getString("state")),
                Values.requiredInstant(row, "opened_at"),
                row.getInt("attempts"),
                row.getString("note"));
    }
}
