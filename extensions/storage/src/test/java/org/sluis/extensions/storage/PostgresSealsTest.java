// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.sluis.extensions.policylog.seal.KeptSeals;
import org.sluis.extensions.policylog.seal.KeptSealsContract;
import org.sluis.policies.usage.Agreements;

class PostgresSealsTest extends KeptSealsContract {

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
    protected KeptSeals seals() {
        return new PostgresSeals(stores.pool());
    }

    @Override
    protected Agreements agreements() {
        return stores.agreements();
    }
}
