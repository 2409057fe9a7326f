// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.policies.testkit.DecisionsContract;
import org.sluis.policies.usage.Decisions;

class PostgresDecisionsTest extends DecisionsContract {

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
    protected Decisions decisions() {
        return stores.decisions();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE decision SET allowed = NOT allowed",
                "DELETE FROM decision",
                "TRUNCATE decision",
                "UPDATE agreement SET canonical = '{}'",
                "DELETE FROM agreement",
                "TRUNCATE agreement CASCADE"
            })
    void theDatabaseItselfKeepsWhatWasRecorded(String change) throws Exception {
        decisions().append(TestStores.decision("kept", Instant.EPOCH));
        stores.freeze(UUID.randomUUID().toString());

        assertThatThrownBy(() -> MigrationsTest.execute(stores.pool(), change))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(append-only|frozen).*");
    }
}
