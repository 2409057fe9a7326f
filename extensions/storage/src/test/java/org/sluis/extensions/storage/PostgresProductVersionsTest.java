// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.products.ProductVersion;
import org.sluis.extensions.products.ProductVersions;
import org.sluis.extensions.products.ProductVersionsContract;

class PostgresProductVersionsTest extends ProductVersionsContract {

    private static TestStores stores;

    @BeforeAll
    static void open() {
        stores = TestStores.open();
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @Override
    protected ProductVersions emptyVersions() {
        var empty = stores.empty();
        return new PostgresProductVersions(empty.pool(), empty.notifications());
    }

    @Test
    void tellsListenersOfWhatAnotherReplicaAppended() throws Exception {
        var here = emptyVersions();
        var heard = new LinkedBlockingQueue<Long>();
        here.onAppend(version -> heard.add(version.sequence()));
        try (var replica = TestStores.on(stores.database())) {
            var there = new PostgresProductVersions(replica.pool(), replica.notifications());

            there.append(content(), 0);
        }

        assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(1L);
    }

    @Test
    void theDatabaseItselfKeepsWhatWasPublished() {
        emptyVersions().append(content(), 0);

        assertThatThrownBy(() -> MigrationsTest.execute(stores.pool(), "UPDATE product_version SET body = '{}'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("append-only");
    }

    private static ProductVersion.Content content() {
        return new ProductVersion.Content(
                "status",
                Instant.parse("2026-11-21T10:00:00Z"),
                "{\"rows\":[]}",
                "a".repeat(64),
                "status.csv",
                "b".repeat(64));
    }
}
