// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.dataplane.Push;
import org.sluis.extensions.dataplane.Push.Ending;
import org.sluis.extensions.dataplane.Pushes;
import org.sluis.extensions.dataplane.SourceAddress;

class PostgresPushesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final SourceAddress DESTINATION =
            new SourceAddress("HttpData", Map.of("baseUrl", "https://builder.example/é", "authCode", "Bearer \"s\\"));

    private static HikariDataSource pool;

    private final Pushes pushes = new PostgresPushes(pool);

    @BeforeAll
    static void open() {
        pool = Connections.pool(TestDatabase.migrated(), "test", 8);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    private static Instant later(int seconds) {
        return NOW.plusSeconds(seconds);
    }

    @Test
    void givesAPushThatIsDueAsItWasAdded() {
        pushes.add("a", DESTINATION, NOW, later(5));

        assertThat(pushes.claim("a", later(4), later(60))).isEmpty();
        assertThat(pushes.claim("a", later(5), later(60)))
                .contains(new Push("a", DESTINATION, NOW, 1, Optional.empty()));
        assertThat(pushes.claim("unknown", later(5), later(60))).isEmpty();
    }

    @Test
    void givesAPushToOneOnly() {
        pushes.add("b", DESTINATION, NOW, NOW);

        var given = IntStream.range(0, 16)
                .parallel()
                .filter(i -> pushes.claim("b", NOW, later(60)).isPresent())
                .count();

        assertThat(given).isOne();
    }

    @Test
    void givesAClaimedPushAgainWhenItsTimeIsOver() {
        pushes.add("c", DESTINATION, NOW, NOW);
        pushes.claim("c", NOW, later(60));

        assertThat(pushes.claim("c", later(59), later(99))).isEmpty();
        assertThat(pushes.claim("c", later(60), later(99)).orElseThrow().attempts())
                .isEqualTo(2);
    }

    @Test
    void remembersHowAPushEndedAlsoWhenItIsStartedAgain() {
        pushes.add("d", DESTINATION, NOW, NOW);
        pushes.end("d", new Ending(true, ""), later(10));
        pushes.add("d", new SourceAddress("HttpData", Map.of()), later(20), later(20));

        assertThat(pushes.claim("d", later(20), later(60)))
                .contains(new Push("d", DESTINATION, later(20), 1, Optional.of(new Ending(true, ""))));
    }

    @Test
    void listsWhatIsDueAndNothingThatIsForgotten() {
        var early = Instant.parse("2020-01-01T00:00:00Z");
        pushes.add("e", DESTINATION, early, early.plusSeconds(2));
        pushes.add("f", DESTINATION, early, early);
        pushes.add("g", DESTINATION, early, early);
        pushes.remove("g");
        pushes.add("h", DESTINATION, early, early);
        pushes.later("h", early.plusSeconds(4));

        assertThat(pushes.due(early.plusSeconds(3), 10)).containsExactly("f", "e");
        assertThat(pushes.due(early.plusSeconds(3), 1)).containsExactly("f");
    }
}
