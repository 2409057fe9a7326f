// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.credentials.VerifiedCredential;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.verifier.VerifiedPresentations.Presented;

class PostgresVerifiedPresentationsTest {

    private static final Did HOLDER = new Did("did:web:builder.example");
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    private static TestStores stores;
    private PostgresVerifiedPresentations presentations;

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
        presentations = new PostgresVerifiedPresentations(stores.empty().pool());
    }

    private static VerifiedCredential credential(String type) {
        return new VerifiedCredential(
                Optional.of("urn:uuid:" + type),
                Set.of(type),
                new Did("did:web:authority.example"),
                HOLDER,
                AT,
                AT.plusSeconds(600),
                Optional.of(new VerifiedCredential.Status(
                        URI.create("https://authority.example/status/1"), 7, "revocation")),
                Map.of("role", "maker \"of\" parts"),
                "header.payload.signature-" + type);
    }

    @Test
    void findsAPresentationAsItWasSaved() {
        var presented = new Presented(AT, List.of(credential("A"), credential("B")));

        presentations.save(HOLDER, Set.of("B", "A"), presented);

        assertThat(presentations.find(HOLDER, Set.of("A", "B"))).contains(presented);
        assertThat(presentations.find(HOLDER, Set.of("A"))).isEmpty();
        assertThat(presentations.find(new Did("did:web:other.example"), Set.of("A", "B")))
                .isEmpty();
    }

    @Test
    void keepsTheLaterOfTwo() {
        presentations.save(HOLDER, Set.of("A"), new Presented(AT.plusSeconds(1), List.of(credential("A"))));

        presentations.save(HOLDER, Set.of("A"), new Presented(AT, List.of()));

        assertThat(presentations.credentials(HOLDER)).containsExactly(credential("A"));
    }

    @Test
    void listsEachCredentialOnce() {
        presentations.save(HOLDER, Set.of("A"), new Presented(AT, List.of(credential("A"))));
        presentations.save(HOLDER, Set.of("A", "B"), new Presented(AT, List.of(credential("A"), credential("B"))));

        assertThat(presentations.credentials(HOLDER)).containsExactlyInAnyOrder(credential("A"), credential("B"));
        assertThat(presentations.credentials(new Did("did:web:other.example"))).isEmpty();
    }
}
