// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.sluis.policies.usage.house.HouseRulesVersion;

class PostgresHouseRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static TestStores stores = TestStores.open();

    @AfterAll
    static void close() {
        stores.close();
    }

    @Test
    void keepsEveryVersionAndTheNewestIsInForce() {
        var rules = new PostgresHouseRules(stores.empty().pool());
        assertThat(rules.current()).isEmpty();

        rules.set("{\"a\": 1}", "p-1", NOW);
        var second = rules.set("{ }", "p-2", NOW.plusSeconds(1));

        assertThat(second)
                .isEqualTo(new HouseRulesVersion(
                        2,
                        "{ }",
                        "257c1be96ae69f4b01c2c69bdb6d78605f59175819fb007d0bf245bf48444c4a",
                        NOW.plusSeconds(1),
                        "p-2"));
        assertThat(rules.current()).hasValue(second);
        assertThat(rules.history(10)).extracting(HouseRulesVersion::text).containsExactly("{ }", "{\"a\": 1}");
    }

    @Test
    void aChangeGoesOnRecordWithItsDigestAndWhoMadeIt() throws Exception {
        var rules = new PostgresHouseRules(stores.empty().pool());

        var version = rules.set("{}", "p-1", NOW);

        assertThat(MigrationsTest.strings(
                        stores.pool(),
                        "SELECT type || ' ' || (members ->> 'sha256') || ' ' || (members ->> 'actor')"
                                + " || ' ' || (members ->> 'what') FROM log_outbox"))
                .containsExactly("policy.changed " + version.sha256() + " p-1 house-rules");
    }

    @Test
    void ofSeveralAtOnceNoneGetsLost() {
        var rules = new PostgresHouseRules(stores.empty().pool());

        IntStream.range(0, 20).parallel().forEach(i -> rules.set("{}", "p-" + i, NOW));

        assertThat(rules.history(100))
                .extracting(HouseRulesVersion::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(i -> 21L - i).toList());
    }
}
