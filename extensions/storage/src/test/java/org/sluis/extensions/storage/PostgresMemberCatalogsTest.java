// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.sluis.extensions.authority.catalog.MemberCatalogsContract;

class PostgresMemberCatalogsTest extends MemberCatalogsContract {

    private static TestStores stores;

    @BeforeAll
    static void openStores() {
        stores = TestStores.open();
    }

    @AfterAll
    static void closeStores() {
        stores.close();
    }

    @Override
    protected Stores empty() {
        var pool = stores.empty().pool();
        return new Stores(new PostgresMembers(pool), new PostgresMemberCatalogs(pool));
    }
}
