// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.management.EndpointReference;

class PostgresEndpointReferencesTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-21T10:00:00Z");
    private static TestStores stores;
    private PostgresEndpointReferences references;

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
        references = new PostgresEndpointReferences(stores.empty().pool());
    }

    private static EndpointReference reference(String transfer, String token, Instant receivedAt) {
        return new EndpointReference(
                transfer,
                "agreement-1",
                "http://127.0.0.1:1/data/" + transfer,
                token,
                receivedAt,
                Optional.of(receivedAt.plusSeconds(600)));
    }

    @Test
    void findsAReferenceAsItWasSaved() {
        var saved = reference("t1", "token", RECEIVED);

        references.save(saved);

        assertThat(references.findByTransfer("t1")).contains(saved);
        assertThat(references.findByTransfer("t2")).isEmpty();
    }

    @Test
    void replacesTheReferenceOfATransfer() {
        references.save(reference("t1", "old", RECEIVED));
        var renewed = new EndpointReference(
                "t1", "agreement-1", "http://127.0.0.1:2/data/t1", "new", RECEIVED.plusSeconds(1), Optional.empty());

        references.save(renewed);

        assertThat(references.findByTransfer("t1")).contains(renewed);
    }

    @Test
    void knowsTheNewestOfAnAgreement() {
        references.save(reference("t1", "one", RECEIVED.plusSeconds(5)));
        references.save(reference("t2", "two", RECEIVED));

        assertThat(references.newest("agreement-1").map(EndpointReference::transfer))
                .contains("t1");
        assertThat(references.newest("agreement-2")).isEmpty();
    }

    @Test
    void forgetsAReference() {
        references.save(reference("t1", "token", RECEIVED));

        references.remove("t1");

        assertThat(references.findByTransfer("t1")).isEmpty();
    }
}
