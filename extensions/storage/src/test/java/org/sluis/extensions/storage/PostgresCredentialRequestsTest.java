// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.sluis.extensions.identity.wallet.CredentialRequests;
import org.sluis.extensions.identity.wallet.CredentialRequestsContract;
import org.sluis.extensions.identity.wallet.HeldCredentials;

class PostgresCredentialRequestsTest extends CredentialRequestsContract {

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
    protected CredentialRequests requests() {
        return new PostgresCredentialRequests(stores.pool());
    }

    @Override
    protected HeldCredentials held() {
        return new PostgresHeldCredentials(stores.pool());
    }
}
