// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.management.ManagementChange;
import org.sluis.policies.usage.Pseudonyms;

class PostgresManagementChangesTest {

    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(new byte[32]);

    private static TestStores stores;

    @BeforeAll
    static void open() {
        stores = TestStores.open();
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    private static ManagementChange change(String path) {
        return new ManagementChange(
                UUID.randomUUID(),
                Instant.parse("2026-11-21T10:00:00.000001Z"),
                "anna",
                "POST",
                path,
                Optional.empty());
    }

    @Test
    void listsTheNewestFirstWithHowTheyEnded() throws Exception {
        var changes = new PostgresManagementChanges(stores.empty().pool(), PSEUDONYMS);
        var first = change("/shares");
        var second = change("/agreements/1/stop");
        changes.begin(first);
        changes.begin(second);

        changes.end(first.id(), 201);

        assertThat(changes.list(10))
                .containsExactly(
                        second,
                        new ManagementChange(first.id(), first.at(), "anna", "POST", "/shares", Optional.of(201)));
        assertThat(changes.list(1)).containsExactly(second);
    }

    @Test
    void recordsAnyPath() throws Exception {
        var changes = new PostgresManagementChanges(stores.empty().pool(), PSEUDONYMS);

        changes.begin(change("/shares?name=\u0000" + "x".repeat(10_000)));

        assertThat(changes.list(1))
                .singleElement()
                .satisfies(kept -> assertThat(kept.path())
                        .startsWith("/shares?name=\ufffdx")
                        .hasSizeLessThan(2_100));
    }

    @Test
    void endsNothingThatDidNotBegin() {
        var changes = new PostgresManagementChanges(stores.empty().pool(), PSEUDONYMS);

        changes.end(UUID.randomUUID(), 200);

        assertThat(changes.list(10)).isEmpty();
    }
}
