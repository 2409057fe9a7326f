// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluis.extensions.products.ProductVersion;
import org.sluis.extensions.products.ProductVersions;

/** Versions of data products in the append-only table {@code product_version}. */
public final class PostgresProductVersions implements ProductVersions {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresProductVersions.class);
    private static final String CHANNEL = "product-version";
    private static final int MOST_AT_ONCE = 20;

    private final Transactions transactions;
    private final News news = new News();
    private final List<Consumer<ProductVersion>> listeners = new CopyOnWriteArrayList<>();
    private Optional<Long> lastTold = Optional.empty();

    /** Listeners are told on the thread of the notifications. */
    public PostgresProductVersions(DataSource database, Notifications notifications) {
        this.transactions = new Transactions(database);
        notifications.onNotice(CHANNEL, this::look);
    }

    @Override
    public Optional<ProductVersion> append(ProductVersion.Content content, long after) {
        var appended = transactions.runOrFail("publishing a version of " + content.product(), connection -> {
            // Makes the positions the order of the commits.
            AgreementLocks.table(connection, "product_version");
            if (ProductVersionRows.newestSequence(connection, content.product()) != after) {
                return Optional.<ProductVersion>empty();
            }
            var version = new ProductVersion(after + 1, content);
            ProductVersionRows.insert(connection, version);
            Notifications.send(connection, CHANNEL);
            return Optional.of(version);
        });
        news.came();
        return appended;
    }

    @Override
    public Optional<ProductVersion> newest(String product) {
        return first("WHERE product = ? ORDER BY sequence DESC", product);
    }

    @Override
    public Optional<ProductVersion> newestFrom(String product, String source) {
        return first(
                "WHERE product = ? AND left(source, 200) = left(?, 200) AND source = ? ORDER BY sequence DESC",
                product,
                source,
                source);
    }

    @Override
    public Optional<ProductVersion> next(String product, long after) {
        return first("WHERE product = ? AND sequence > ? ORDER BY sequence", product, after);
    }

    private Optional<ProductVersion> first(String end, Object... values) {
        return transactions.runOrFail(
                "reading a product version", connection -> ProductVersionRows.first(connection, end, values));
    }

    @Override
    public Optional<ProductVersion> await(String product, long after, Duration timeout) throws InterruptedException {
        var end = System.nanoTime() + timeout.toNanos();
        while (true) {
            var known = news.now();
            var found = next(product, after);
            var left = end - System.nanoTime();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            news.await(known, Duration.ofNanos(left));
        }
    }

    @Override
    public void onAppend(Consumer<ProductVersion> listener) {
        startTelling();
        listeners.add(listener);
    }

    private synchronized void startTelling() {
        if (lastTold.isEmpty()) {
            lastTold = Optional.of(
                    transactions.runOrFail("listening to product versions", ProductVersionRows::newestPosition));
        }
    }

    private void look() {
        news.came();
        while (tell() == MOST_AT_ONCE) {
            // A body may be large: not all that came while we were away at once.
        }
    }

    private synchronized int tell() {
        if (lastTold.isEmpty()) {
            return 0;
        }
        var came = transactions.runOrFail("reading product versions", connection -> after(connection, lastTold.get()));
        for (var placed : came) {
            lastTold = Optional.of(placed.position());
            listeners.forEach(listener -> tell(listener, placed.version()));
        }
        return came.size();
    }

    private static List<ProductVersionRows.Placed> after(Connection connection, long position) throws SQLException {
        return ProductVersionRows.list(
                connection, "WHERE position > ? ORDER BY position LIMIT " + MOST_AT_ONCE, position);
    }

    private static void tell(Consumer<ProductVersion> listener, ProductVersion version) {
        try {
            listener.accept(version);
        } catch (RuntimeException | Error e) {
            LOG.warn("A listener to product versions failed: {}", e.toString());
        }
    }
}
