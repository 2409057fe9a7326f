// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.sluis.policies.testkit.UsageLedgerContract;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.UsageLedger;

class PostgresUsageLedgerTest extends UsageLedgerContract {

    private static TestStores stores;
    private final UsageLedger ledger = stores.empty().ledger(clock);

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

    @Override
    protected Decisions decisions() {
        return stores.decisions();
    }

    @Override
    protected UsageLedger ledger() {
        return ledger;
    }

    @Override
    protected UsageLedger restarted() {
        return stores.ledger(clock);
    }
}
