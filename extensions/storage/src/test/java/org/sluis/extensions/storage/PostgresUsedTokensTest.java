// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.sluis.extensions.identity.tokens.UsedTokens;
import org.sluis.extensions.identity.tokens.UsedTokensContract;

class PostgresUsedTokensTest extends UsedTokensContract {

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
    protected List<UsedTokens> replicas(Clock clock) {
        return List.of(new PostgresUsedTokens(stores.pool(), clock), new PostgresUsedTokens(stores.pool(), clock));
    }
}
