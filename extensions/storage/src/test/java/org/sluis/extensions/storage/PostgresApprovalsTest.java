// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.sluis.policies.testkit.ApprovalsContract;
import org.sluis.policies.usage.Approvals;
import org.sluis.policies.usage.Pseudonyms;

class PostgresApprovalsTest extends ApprovalsContract {

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
    protected Approvals approvals() {
        return new PostgresApprovals(stores.pool(), new Pseudonyms(new byte[32]));
    }
}
