// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.wallet.CredentialOffer;
import org.sluis.extensions.identity.wallet.CredentialOffer.Offered;
import org.sluis.extensions.identity.wallet.CredentialOffers;

/** Offers in table {@code credential_offer}. */
public final class PostgresCredentialOffers implements CredentialOffers {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SAVE = """
            INSERT INTO credential_offer (issuer, credentials, received_at) VALUES (?, ?::jsonb, ?)
            ON CONFLICT (issuer) DO UPDATE SET credentials = excluded.credentials, received_at = excluded.received_at
            """;

    private final Transactions transactions;

    public PostgresCredentialOffers(DataSource database) {
        this.transactions = new Transactions(database);
    }

    @Override
    public void save(CredentialOffer offer) {
        var credentials = JSON.createArrayNode();
        for (var offered : offer.credentials()) {
            var entry = credentials.addObject().put("id", Values.recordable(offered.id()));
            offered.type().ifPresent(type -> entry.put("type", Values.recordable(type)));
        }
        transactions.runOrFail("keeping an offer", connection -> {
            try (var insert = connection.prepareStatement(SAVE)) {
                insert.setString(1, offer.issuer().value());
                insert.setString(2, credentials.toString());
                insert.setObject(3, Values.time(offer.receivedAt()));
                return insert.executeUpdate();
            }
        });
    }

    @Override
    public List<CredentialOffer> all() {
        return transactions.runOrFail("reading offers", connection -> {
            try (var select = connection.prepareStatement("SELECT * FROM credential_offer ORDER BY issuer");
                    var rows = select.executeQuery()) {
                var offers = new ArrayList<CredentialOffer>();
                while (rows.next()) {
                    offers.add(read(rows));
                }
                return List.copyOf(offers);
            }
        });
    }

    private static CredentialOffer read(ResultSet row) throws SQLException {
        try {
            var offered = new ArrayList<Offered>();
            for (var entry : JSON.readTree(row.getString("credentials"))) {
                offered.add(new Offered(
                        entry.path("id").asText(),
                        Optional.ofNullable(entry.path("type").textValue())));
            }
            return new CredentialOffer(
                    new Did(row.getString("issuer")), offered, Values.requiredInstant(row, "received_at"));
        } catch (JsonProcessingException e) {
            throw new SQLException("a stored offer is not JSON", e);
        }
    }
}
