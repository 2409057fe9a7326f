// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.extensions.policylog.projection.LogQuery;
import org.sluis.extensions.policylog.projection.LogRow;
import org.sluis.policies.log.Sha256;

class PostgresLogRowsTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private static TestStores stores;
    private PostgresLogRows rows;

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
        rows = new PostgresLogRows(stores.empty().pool(), "replica-1");
    }

    @Test
    void givesBackTheLastRowAsItWasWritten() {
        var row = row(0, "a", "deny", START);
        rows.append(List.of(row(0, "z", "allow", START)));
        rows.clear();

        assertThat(rows.last()).isEmpty();
        rows.append(List.of(row, row(1, "b", "allow", START)));

        assertThat(rows.last().orElseThrow().index()).isEqualTo(1);
        assertThat(rows.list(LogQuery.any(10).withAgreement(Optional.of("a")))).containsExactly(row);
    }

    @Test
    void everyFilterNarrowsAndTheNewestIsFirst() {
        rows.append(List.of(
                row(0, "a", "allow", START), row(1, "a", "deny", START.plusSeconds(60)), row(2, "b", "deny", START)));

        assertThat(indices(LogQuery.any(10))).containsExactly(2L, 1L, 0L);
        assertThat(indices(LogQuery.any(1))).containsExactly(2L);
        assertThat(indices(LogQuery.any(10).withAgreement(Optional.of("a")))).containsExactly(1L, 0L);
        assertThat(indices(LogQuery.any(10).withOutcomes(Set.of("deny")))).containsExactly(2L, 1L);
        assertThat(indices(LogQuery.any(10).withPeer(Optional.of("did:web:a.example"))))
                .containsExactly(1L, 0L);
        assertThat(indices(LogQuery.any(10).withDataset(Optional.of("urn:b")))).containsExactly(2L);
        assertThat(indices(LogQuery.any(10).withActor(Optional.of("p-b")))).containsExactly(2L);
        assertThat(indices(LogQuery.any(10).between(Optional.of(START.plusSeconds(1)), Optional.empty())))
                .containsExactly(1L);
        assertThat(indices(LogQuery.any(10).between(Optional.empty(), Optional.of(START.plusSeconds(1)))))
                .containsExactly(2L, 0L);
    }

    @Test
    void keepsNothingOfAnErasedEntryButItsPlace() {
        var row = row(0, "secret", "deny", START);
        rows.append(List.of(row));

        rows.erase(List.of(0L));

        var left = rows.last().orElseThrow();
        assertThat(left.toString()).doesNotContain("secret");
        assertThat(left.leaf()).isEqualTo(row.leaf());
        assertThat(rows.contains(row.id().orElseThrow())).isFalse();
    }

    @Test
    void replicasHaveRowsOfTheirOwnAndAreAskedTogether() {
        var other = new PostgresLogRows(stores.pool(), "replica-2");
        rows.append(List.of(row(0, "a", "deny", START)));
        other.append(List.of(row(0, "a", "deny", START)));

        rows.clear();

        assertThat(rows.last()).isEmpty();
        assertThat(other.last()).isPresent();
        assertThat(rows.list(LogQuery.any(10))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul \u0000 inside", "half \ud83d a pair", "'; drop table log_entry; --"})
    void takesAnyTextThatAskersChose(String hostile) {
        rows.append(List.of(row(0, hostile, "deny", START)));

        assertThat(indices(LogQuery.any(10).withAgreement(Optional.of(hostile))))
                .containsExactly(0L);
    }

    @Test
    void writesAllRowsOrNone() {
        var row = row(0, "a", "deny", START);

        assertThatThrownBy(() -> rows.append(List.of(row, row))).isInstanceOf(StorageException.class);
        assertThat(rows.last()).isEmpty();
    }

    @Test
    void takesNoRowsThatDoNotFollowTheLast() {
        rows.append(List.of(row(0, "a", "deny", START)));

        assertThatThrownBy(() -> rows.append(List.of(row(2, "a", "deny", START))))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot follow");
        assertThat(rows.last().orElseThrow().index()).isZero();
    }

    @Test
    void keepsTimesToTheMicrosecondBeforeAndAfterItsEpoch() {
        for (var time : List.of("1969-12-31T23:59:59.999999Z", "2000-01-01T00:00:00.000001Z", "9999-12-31T23:59:59Z")) {
            rows.clear();
            rows.append(List.of(row(0, "a", "deny", Instant.parse(time))));

            assertThat(rows.last().orElseThrow().at()).isEqualTo(time);
        }
    }

    private List<Long> indices(LogQuery query) {
        return rows.list(query).stream().map(LogRow::index).toList();
    }

    private static LogRow row(long index, String name, String outcome, Instant at) {
        return new LogRow(
                index,
                Optional.of(UUID.randomUUID()),
                at,
                START.toEpochMilli(),
                Sha256.of((name + index).getBytes(StandardCharsets.UTF_8)),
                "release.decision",
                Optional.of(outcome),
                Optional.of("did:web:" + name + ".example"),
                Optional.of(name),
                Optional.of("urn:" + name),
                Optional.of("p-" + name),
                Optional.of("{\"type\":\"release.decision\"}"));
    }
}
