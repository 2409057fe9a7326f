// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.sluis.extensions.policylog.exchange.ExchangeStoresContract;
import org.sluis.extensions.policylog.exchange.SeenCheckpoints;
import org.sluis.extensions.policylog.exchange.SignerKeys;
import org.sluis.extensions.policylog.exchange.WitnessedLogs;

class PostgresLogExchangeTest extends ExchangeStoresContract {

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
    void empty() throws SQLException {
        MigrationsTest.execute(
                stores.pool(),
                "TRUNCATE log_witnessed, log_contradiction, log_checkpoint, log_cosignature, log_heads, log_signer");
    }

    @Override
    protected WitnessedLogs witnessed() {
        return new PostgresWitnessedLogs(stores.pool());
    }

    @Override
    protected SeenCheckpoints seen() {
        return new PostgresSeenCheckpoints(stores.pool());
    }

    @Override
    protected SignerKeys signers() {
        return new PostgresSignerKeys(stores.pool());
    }
}
