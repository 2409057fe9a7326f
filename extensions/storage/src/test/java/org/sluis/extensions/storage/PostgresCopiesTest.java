// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.sluis.extensions.identity.credentials.ReceivedCopiesContract;
import org.sluis.extensions.identity.credentials.StatusListCopies;
import org.sluis.extensions.identity.did.DidDocumentCopies;

class PostgresCopiesTest extends ReceivedCopiesContract {

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
    protected StatusListCopies lists() {
        return new PostgresStatusListCopies(stores.pool());
    }

    @Override
    protected DidDocumentCopies documents() {
        return new PostgresDidDocumentCopies(stores.pool());
    }
}
