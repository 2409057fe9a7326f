// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.sluis.extensions.policylog.receipts.Deliveries;
import org.sluis.extensions.policylog.receipts.GivenReceipts;
import org.sluis.extensions.policylog.receipts.ReceiptStoresContract;
import org.sluis.extensions.policylog.receipts.TakenReceipts;

class PostgresReceiptsTest extends ReceiptStoresContract {

    private static TestStores stores;

    @BeforeAll
    static void open() {
        stores = TestStores.open();
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @BeforeEach
    void empty() {
        stores.empty();
    }

    @Override
    protected GivenReceipts given() {
        return new PostgresGivenReceipts(stores.pool());
    }

    @Override
    protected TakenReceipts taken() {
        return new PostgresTakenReceipts(stores.pool());
    }

    @Override
    protected Deliveries deliveries() {
        return new PostgresDeliveries(stores.pool());
    }

    @Override
    protected void agree(String agreement, boolean isSealed) {
        stores.freeze(agreement);
        var seals = new PostgresSeals(stores.pool());
        seals.complete(agreement, "seal");
        if (isSealed) {
            seals.logged(agreement);
        }
    }

    @Override
    protected UUID use(String agreement, Instant at) {
        var use = UUID.randomUUID();
        try {
            MigrationsTest.execute(
                    stores.pool(),
                    "INSERT INTO use (id, agreement, decision, at, state, replica, run) VALUES ('" + use + "', '"
                            + agreement + "', '" + UUID.randomUUID() + "', '" + at + "', 'COMMITTED', 'r', '"
                            + UUID.randomUUID() + "')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return use;
    }
}
