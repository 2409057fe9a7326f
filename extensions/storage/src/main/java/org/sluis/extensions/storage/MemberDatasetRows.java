// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.sluis.extensions.authority.catalog.ChainQuery;
import org.sluis.extensions.authority.catalog.MemberCatalogs.Listed;
import org.sluis.extensions.authority.catalog.MemberDataset;
import org.sluis.extensions.identity.did.Did;

/** Rows of table {@code member_dataset}. */
final class MemberDatasetRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String INSERT = """
            INSERT INTO member_dataset (member, id, product, audience, words, description, offers)
            VALUES (?, ?, ?, ?, array_to_tsvector(?), ?::jsonb, ?::jsonb)""";
    private static final String PAGE = """
            SELECT d.member, m.name, m.legal_name, m.protocol_endpoint, c.read_at, c.stale_since,
                d.id, d.product, d.description, d.offers
            FROM member_dataset d JOIN member_catalog c ON c.member = d.member JOIN authority_member m ON m.id = d.member
            WHERE m.standing = 'APPROVED' AND (d.audience IS NULL OR ? = ANY (d.audience))""";
    private static final String ORDER = " ORDER BY d.member, d.id OFFSET ? LIMIT ?";

    private MemberDatasetRows() {}

    static void replace(Connection connection, Did member, List<MemberDataset> datasets) throws SQLException {
        Rows.update(connection, "DELETE FROM member_dataset WHERE member = ?", member.value());
        var rows = new ArrayList<Object[]>();
        for (var dataset : datasets) {
            var audience = dataset.audience().orElse(null);
            rows.add(new Object[] {
                member.value(),
                Values.recordable(dataset.id()),
                Values.recordable(dataset.product()),
                audience == null
                        ? null
                        : array(
                                connection,
                                audience.stream().map(Values::recordable).toList()),
                array(connection, dataset.words()),
                dataset.description().toString(),
                offers(dataset).toString()
            });
        }
        Rows.updateEach(connection, INSERT, rows);
    }

    private static Array array(Connection connection, List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static ArrayNode offers(MemberDataset dataset) {
        var all = JSON.createArrayNode();
        for (var offer : dataset.offers()) {
            var json = all.addObject();
            json.set("policy", offer.policy());
            offer.audience().ifPresent(audience -> audience.forEach(json.putArray("audience")::add));
        }
        return all;
    }

    static List<Listed> page(Connection connection, ChainQuery query, Did reader) throws SQLException {
        var sql = new StringBuilder(PAGE);
        var values = new ArrayList<Object>(List.of(reader.value()));
        query.product().ifPresent(product -> {
            sql.append(" AND d.product = ?");
            values.add(Values.recordable(product));
        });
        query.member().ifPresent(member -> {
            sql.append(" AND d.member = ?");
            values.add(member.value());
        });
        query.after().ifPresent(place -> {
            sql.append(" AND (d.member, d.id) > (?, ?)");
            values.add(Values.recordable(place.member()));
            values.add(Values.recordable(place.dataset()));
        });
        if (!query.words().isEmpty()) {
            sql.append(" AND d.words @@ ?::tsquery");
            values.add(query.words().stream()
                    .map(word -> "'" + word.replace("'", "''") + "':*")
                    .collect(Collectors.joining(" & ")));
        }
        values.add(query.offset());
        values.add(query.limit());
        return Rows.query(connection, sql + ORDER, row -> listed(row, reader), values.toArray());
    }

    private static Listed listed(ResultSet row, Did reader) throws SQLException {
        return new Listed(
                new Did(row.getString("member")),
                row.getString("name"),
                row.getString("legal_name"),
                URI.create(row.getString("protocol_endpoint")),
                Values.requiredInstant(row, "read_at"),
                Values.instant(row, "stale_since"),
                dataset(row, reader));
    }

    private static MemberDataset dataset(ResultSet row, Did reader) throws SQLException {
        try {
            var offers = new ArrayList<MemberDataset.Offer>();
            for (var json : JSON.readTree(row.getString("offers"))) {
                var offer = new MemberDataset.Offer(
                        json.has("audience") ? Optional.of(texts(json.path("audience"))) : Optional.empty(),
                        (ObjectNode) json.path("policy"));
                if (offer.isFor(reader.value())) {
                    offers.add(offer);
                }
            }
            return new MemberDataset(
                    row.getString("id"),
                    Values.text(row, "product"),
                    List.of(),
                    (ObjectNode) JSON.readTree(row.getString("description")),
                    offers);
        } catch (JsonProcessingException e) {
            throw new SQLException("a dataset of a member was stored in a form that cannot be read", e);
        }
    }

    private static Set<String> texts(Iterable<JsonNode> values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
