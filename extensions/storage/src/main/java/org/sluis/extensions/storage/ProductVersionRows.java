// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluis.extensions.products.ProductVersion;

/** A {@link ProductVersion} as a row of table {@code product_version}. */
final class ProductVersionRows {

    private static final String INSERT = """
            INSERT INTO product_version (product, sequence, published_at, body, sha256, source, source_sha256)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    private ProductVersionRows() {}

    /** A version and its place among the versions of all products. */
    record Placed(long position, ProductVersion version) {}

    static long newestSequence(Connection connection, String product) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT coalesce(max(sequence), 0) FROM product_version WHERE product = ?")) {
            select.setString(1, product);
            return number(select);
        }
    }

    static long newestPosition(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT coalesce(max(position), 0) FROM product_version")) {
            return number(select);
        }
    }

    static void insert(Connection connection, ProductVersion version) throws SQLException {
        var content = version.content();
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, content.product());
            insert.setLong(2, version.sequence());
            insert.setObject(3, Values.time(content.publishedAt()));
            insert.setString(4, content.body());
            insert.setString(5, content.sha256());
            insert.setString(6, content.source());
            insert.setString(7, content.sourceSha256());
            insert.executeUpdate();
        }
    }

    /** The first row of {@code SELECT * FROM product_version} with this end. */
    static Optional<ProductVersion> first(Connection connection, String end, Object... values) throws SQLException {
        return list(connection, end + " LIMIT 1", values).stream()
                .map(Placed::version)
                .findFirst();
    }

    static List<Placed> list(Connection connection, String end, Object... values) throws SQLException {
        try (var select = connection.prepareStatement("SELECT * FROM product_version " + end)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (var rows = select.executeQuery()) {
                var found = new ArrayList<Placed>();
                while (rows.next()) {
                    found.add(new Placed(rows.getLong("position"), read(rows)));
                }
                return found;
            }
        }
    }

    private static ProductVersion read(ResultSet row) throws SQLException {
        return new ProductVersion(
                row.getLong("sequence"),
                new ProductVersion.Content(
                        row.getString("product"),
                        Values.requiredInstant(row, "published_at"),
                        row.getString("body"),
                        row.getString("sha256"),
                        row.getString("source"),
                        row.getString("source_sha256")));
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
