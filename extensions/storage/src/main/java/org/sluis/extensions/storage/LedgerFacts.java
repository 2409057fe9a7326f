// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.usage.Agreement;

/** What a rule is shown, read within one transaction. */
record LedgerFacts(Optional<Agreement> agreement, FirstUse firstUse, Instant now) {

    private static final String SELECT = """
            SELECT (SELECT max(at) FROM decision) AS highest,
                (SELECT at FROM use WHERE agreement = ? AND state <> 'CANCELLED' ORDER BY at LIMIT 1) AS first_use
            """;

    static LedgerFacts read(Connection connection, String agreementId, LedgerClock clock) throws SQLException {
        var agreement = AgreementRows.find(connection, agreementId);
        try (var select = connection.prepareStatement(SELECT)) {
            select.setString(1, agreementId);
            try (var rows = select.executeQuery()) {
                rows.next();
                var highest = Optional.ofNullable(rows.getObject("highest", OffsetDateTime.class));
                var now = clock.now(highest.map(OffsetDateTime::toInstant).orElse(Instant.MIN));
                var first = Values.instant(rows, "first_use");
                return new LedgerFacts(agreement, firstUse(agreement, first), now);
            }
        }
    }

    private static FirstUse firstUse(Optional<Agreement> agreement, Optional<Instant> first) {
        return agreement.isEmpty()
                ? FirstUse.unknown()
                : first.map(FirstUse::at).orElseGet(FirstUse::never);
    }

    boolean isFirstUse() {
        return agreement.isPresent() && firstUse.at().isEmpty();
    }
}
