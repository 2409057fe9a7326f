// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.wallet.CredentialRequest;
import org.sluis.extensions.identity.wallet.CredentialRequest.State;
import org.sluis.extensions.identity.wallet.CredentialRequests;
import org.sluis.extensions.identity.wallet.HeldCredential;

/** Requests in table {@code credential_request}; what they bring goes to {@code held_credential} in the same transaction. */
public final class PostgresCredentialRequests implements CredentialRequests {

    private final Transactions transactions;

    public PostgresCredentialRequests(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public CredentialRequest open(CredentialRequest request) {
        return transactions.runOrFail("keeping a credential request", connection -> {
            // The open one may end between the two statements: then the next try inserts.
            for (var attempt = 0; attempt < 3; attempt++) {
                if (CredentialRequestRows.insert(connection, request)) {
                    return request;
                }
                var open = CredentialRequestRows.first(
                        connection,
                        "WHERE issuer = ? AND state = 'REQUESTED'",
                        request.issuer().value());
                if (open.isPresent()) {
                    return open.get();
                }
            }
            throw new SQLException("the open credential request of an issuer keeps changing", "40001");
        });
    }

    @Override
    public Optional<CredentialRequest> find(String holderPid) {
        return Values.isStorable(holderPid) ? first("WHERE holder_pid = ?", holderPid) : Optional.empty();
    }

    @Override
    public Optional<CredentialRequest> newest(Did issuer) {
        return first("WHERE issuer = ? ORDER BY sequence DESC LIMIT 1", issuer.value());
    }

    private Optional<CredentialRequest> first(String end, String value) {
        return transactions.runOrFail(
                "reading a credential request", connection -> CredentialRequestRows.first(connection, end, value));
    }

    @Override
    public List<CredentialRequest> claimDue(Instant now, Instant until) {
        return transactions.runOrFail(
                "looking for credential requests", connection -> CredentialRequestRows.claim(connection, now, until));
    }

    @Override
    public void accepted(String holderPid, Optional<String> issuerPid, URI statusAddress, Instant nextAttempt) {
        update(
                "SET issuer_pid = ?, status_address = ?, next_attempt = ?, attempts = 0, reason = NULL",
                holderPid,
                Values.recordable(issuerPid),
                statusAddress.toString(),
                Values.time(nextAttempt));
    }

    @Override
    public void postponed(String holderPid, String reason, Instant nextAttempt) {
        update(
                "SET reason = ?, next_attempt = ?, attempts = attempts + 1",
                holderPid,
                Values.recordable(reason),
                Values.time(nextAttempt));
    }

    @Override
    public boolean end(String holderPid, State state, String reason, Instant now) {
        if (state == State.REQUESTED || state == State.ISSUED) {
            throw new IllegalArgumentException("a request does not end as " + state);
        }
        return update(
                "SET state = ?, reason = ?, changed_at = ?",
                holderPid,
                state.name(),
                Values.recordable(reason),
                Values.time(now));
    }

    /** Changes an open request. */
    private boolean update(String changes, String holderPid, Object... values) {
        return transactions.runOrFail("changing a credential request", connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE credential_request " + changes + " WHERE holder_pid = ? AND state = 'REQUESTED'")) {
                for (var i = 0; i < values.length; i++) {
                    update.setObject(i + 1, values[i]);
                }
                update.setString(values.length + 1, holderPid);
                return update.executeUpdate() == 1;
            }
        });
    }

    @Override
    public boolean fulfil(String holderPid, String issuerPid, List<HeldCredential> credentials, Instant now) {
        return Values.isStorable(holderPid)
                && transactions.runOrFail("storing credentials", connection -> {
                    var request = CredentialRequestRows.first(connection, "WHERE holder_pid = ? FOR UPDATE", holderPid);
                    if (request.isEmpty() || !isOpen(request.get(), now)) {
                        return false;
                    }
                    issued(connection, request.get(), issuerPid, now);
                    HeldCredentialRows.replace(connection, request.get().issuer(), credentials);
                    return true;
                });
    }

    private static boolean isOpen(CredentialRequest request, Instant now) {
        return switch (request.state()) {
            case REQUESTED -> true;
            case ISSUED -> now.isBefore(request.changedAt().plus(REDELIVERY));
            case REJECTED, ERROR -> false;
        };
    }

    /** The time of the first delivery stays: it is what later ones are measured by. */
    private static void issued(Connection connection, CredentialRequest request, String issuerPid, Instant now)
            throws SQLException {
        if (request.state() == State.ISSUED) {
            return;
        }
        try (var update = connection.prepareStatement(
                "UPDATE credential_request SET state = 'ISSUED', issuer_pid = ?, reason = NULL, changed_at = ?"
                        + " WHERE holder_pid = ?")) {
            update.setString(1, Values.recordable(issuerPid));
            update.setObject(2, Values.time(now));
            update.setString(3, request.holderPid());
            update.executeUpdate();
        }
    }
}
