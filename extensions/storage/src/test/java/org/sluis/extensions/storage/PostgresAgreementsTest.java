// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.sluis.policies.testkit.AgreementsContract;
import org.sluis.policies.usage.Agreements;

class PostgresAgreementsTest extends AgreementsContract {

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
    protected Agreements agreements() {
        return stores.agreements();
    }
}
