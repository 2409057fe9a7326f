// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of product versions keeps to. */
public abstract class ProductVersionsContract {
    private static final Instant PUBLISHED = Instant.parse("2026-11-21T10:00:00.123456Z");

    /** A store without versions. */
    protected abstract ProductVersions emptyVersions();

    private static ProductVersion.Content content(String product, String source, String body) {
        return new ProductVersion.Content(product, PUBLISHED, body, "a".repeat(64), source, "b".repeat(64));
    }

    @Test
    void countsFromOneForEachProduct() {
        var versions = emptyVersions();

        var first = versions.append(content("status", "a.csv", "{}"), 0);
        var second = versions.append(content("status", "a.csv", "{}"), 1);
        var other = versions.append(content("forecast", "b.csv", "{}"), 0);

        assertThat(List.of(first, second, other))
                .extracting(version -> version.orElseThrow().sequence())
                .containsExactly(1L, 2L, 1L);
    }

    @Test
    void keepsEveryMemberAsItWasAppended() {
        var versions = emptyVersions();
        var content = content(
                "status", "kap voor \u00e9\u00e9n \u201cB\u201d.csv", "{ \"n\":34.00, \"a\":\"\u00f8\ud83d\ude00\" }");

        versions.append(content, 0);

        assertThat(versions.newest("status")).contains(new ProductVersion(1, content));
    }

    @Test
    void refusesAVersionThatWasCheckedAgainstAnOlderOne() {
        var versions = emptyVersions();
        versions.append(content("status", "a.csv", "{\"n\":1}"), 0);

        assertThat(versions.append(content("status", "a.csv", "{\"n\":2}"), 0)).isEmpty();
        assertThat(versions.append(content("status", "a.csv", "{\"n\":2}"), 2)).isEmpty();
        assertThat(versions.newest("status").orElseThrow().content().body()).isEqualTo("{\"n\":1}");
    }

    @Test
    void findsNothingOfAProductWithoutVersions() throws Exception {
        var versions = emptyVersions();

        assertThat(versions.newest("status")).isEmpty();
        assertThat(versions.next("status", 0)).isEmpty();
        assertThat(versions.newestFrom("status", "a.csv")).isEmpty();
        assertThat(versions.await("status", 0, Duration.ofMillis(20))).isEmpty();
    }

    @Test
    void walksThroughTheVersionsInOrder() {
        var versions = emptyVersions();
        for (long after = 0; after < 3; after++) {
            versions.append(content("status", "a.csv", "{\"n\":" + after + "}"), after);
        }

        assertThat(versions.next("status", 0).orElseThrow().sequence()).isEqualTo(1);
        assertThat(versions.next("status", 1).orElseThrow().sequence()).isEqualTo(2);
        assertThat(versions.next("status", 2).orElseThrow().sequence()).isEqualTo(3);
        assertThat(versions.next("status", 3)).isEmpty();
        assertThat(versions.next("status", Long.MAX_VALUE)).isEmpty();
        assertThat(versions.next("status", -5).orElseThrow().sequence()).isEqualTo(1);
    }

    @Test
    void findsTheNewestVersionOfOneExport() {
        var versions = emptyVersions();
        versions.append(content("status", "a.csv", "{\"n\":1}"), 0);
        versions.append(content("status", "a.csv", "{\"n\":2}"), 1);
        versions.append(content("status", "b.csv", "{\"n\":3}"), 2);

        assertThat(versions.newestFrom("status", "a.csv").orElseThrow().sequence())
                .isEqualTo(2);
        assertThat(versions.newestFrom("forecast", "a.csv")).isEmpty();
    }

    @Test
    void waitsForAVersionThatIsNotThereYet() throws Exception {
        var versions = emptyVersions();
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return versions.await("status", 0, Duration.ofSeconds(20));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        TimeUnit.MILLISECONDS.sleep(200);
        versions.append(content("status", "a.csv", "{}"), 0);

        assertThat(waiting.get(15, TimeUnit.SECONDS).orElseThrow().sequence()).isEqualTo(1);
    }

    @Test
    void tellsListenersOfEachVersion() throws Exception {
        var versions = emptyVersions();
        var heard = new CopyOnWriteArrayList<Long>();
        versions.onAppend(version -> heard.add(version.sequence()));

        versions.append(content("status", "a.csv", "{}"), 0);
        versions.append(content("status", "a.csv", "{}"), 1);

        for (int i = 0; i < 200 && heard.size() < 2; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(heard).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void letsOneOfManyConcurrentAppendsWin() throws Exception {
        var versions = emptyVersions();
        var threads = Executors.newFixedThreadPool(8);
        try {
            var appends = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(i ->
                            () -> versions.append(content("status", "a.csv", "{\"n\":" + i + "}"), 0)
                                    .isPresent())
                    .toList();

            int won = 0;
            for (var append : threads.invokeAll(appends, 30, TimeUnit.SECONDS)) {
                won += append.get() ? 1 : 0;
            }

            assertThat(won).isEqualTo(1);
            assertThat(versions.next("status", 1)).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }
}
