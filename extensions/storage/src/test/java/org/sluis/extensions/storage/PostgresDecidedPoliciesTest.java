// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.policies.log.Sha256;

class PostgresDecidedPoliciesTest {

    private static final byte[] POLICY = "{\"odrl:permission\":[]}".getBytes(StandardCharsets.UTF_8);
    private static final String DIGEST = Sha256.of(POLICY).hex();

    private static TestStores stores;
    private PostgresDecidedPolicies policies;

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
        policies = new PostgresDecidedPolicies(stores.pool());
    }

    @Test
    void givesBackTheBytesHoweverOftenTheyWereKept() {
        policies.keep(DIGEST, POLICY);
        policies.keep(DIGEST, POLICY);

        assertThat(policies.find(DIGEST)).contains(POLICY);
    }

    @Test
    void hasNothingUnderAnotherHashOrWhatIsNone() {
        policies.keep(DIGEST, POLICY);

        assertThat(policies.find("0".repeat(64))).isEmpty();
        assertThat(policies.find("none")).isEmpty();
    }

    @Test
    void takesNoBytesUnderAnotherHashThanTheirs() {
        assertThatThrownBy(() -> policies.keep("0".repeat(64), POLICY)).isInstanceOf(StorageException.class);

        assertThat(policies.find("0".repeat(64))).isEmpty();
    }
}
