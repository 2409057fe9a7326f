// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link UsedTokens} must do. */
public abstract class UsedTokensContract {

    private static final String ISSUER = "did:web:builder.example";

    /** Two replicas of the same store, empty, with this clock. */
    protected abstract List<UsedTokens> replicas(Clock clock);

    private final Instant soon = Instant.now().plusSeconds(300);

    @Test
    void knowsAUseAtEveryReplica() {
        var replicas = replicas(Clock.systemUTC());

        assertThat(replicas.get(0).firstUse(ISSUER, "id", soon)).isTrue();

        assertThat(replicas.get(0).firstUse(ISSUER, "id", soon)).isFalse();
        assertThat(replicas.get(1).firstUse(ISSUER, "id", soon)).isFalse();
    }

    @Test
    void letsTwoIssuersUseTheSameId() {
        var tokens = replicas(Clock.systemUTC()).get(0);
        tokens.firstUse(ISSUER, "id", soon);

        assertThat(tokens.firstUse("did:web:other.example", "id", soon)).isTrue();
    }

    @Test
    void takesIdsOfAnyCharacters() {
        var tokens = replicas(Clock.systemUTC()).get(0);
        var id = "'; DROP TABLE \u0000 \ud800 \u00e9";

        assertThat(tokens.firstUse(ISSUER, id, soon)).isTrue();
        assertThat(tokens.firstUse(ISSUER, id, soon)).isFalse();
    }

    @Test
    void tellsOneOfFiftyAtOnceThatItIsTheFirst() throws InterruptedException {
        var replicas = replicas(Clock.systemUTC());
        var pool = Executors.newFixedThreadPool(50);
        try {
            var tries = IntStream.range(0, 50)
                    .<Callable<Boolean>>mapToObj(i -> () -> replicas.get(i % 2).firstUse(ISSUER, "contested", soon))
                    .toList();

            var results = pool.invokeAll(tries);

            assertThat(results.stream().filter(UsedTokensContract::get)).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void forgetsWhatExpired() {
        var tokens = replicas(Clock.systemUTC());
        var over = Instant.now().minusSeconds(1);
        tokens.get(0).firstUse(ISSUER, "old", over);

        var again = replicas(Clock.systemUTC()).get(0);
        again.firstUse(ISSUER, "new", soon);

        assertThat(tokens.get(1).firstUse(ISSUER, "new", soon)).isFalse();
        assertThat(again.firstUse(ISSUER, "old", soon)).isTrue();
    }

    private static boolean get(Future<Boolean> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
