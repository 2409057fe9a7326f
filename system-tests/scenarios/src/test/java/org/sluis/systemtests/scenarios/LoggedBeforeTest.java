// SPDX-License-Identifier: Apache-2.0
package org.sluis.systemtests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluis.systemtests.scenarios.Management.CallFailedException;

/**
 * What a consumer got, the provider's policy log says it allowed, whatever happened to the provider's process; and what cannot be
 * logged is not given.
 *
 * <p>System property: {@code sluis.logged.requests} (1000).
 */
class LoggedBeforeTest {

    private static final System.Logger LOG = System.getLogger(LoggedBeforeTest.class.getName());
    private static final int REQUESTS = Integer.getInteger("sluis.logged.requests", 1_000);
    private static final int REQUESTS_A_KILL = 300;
    private static final int CLIENTS = 8;
    private static final int MOST_ENTRIES = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The log tries its disk five times a second while bytes leave; the rest is for a busy machine. */
    private static final Duration CUT_WITHIN = Duration.ofSeconds(3);

    private static final String ANYBODY =
            "{\"@context\": \"http://www.w3.org/ns/odrl.jsonld\", \"@type\": \"Set\", \"permission\": [{\"action\": \"use\"}]}";

    @TempDir
    private Path folder;

    private Chain chain;
    private Company provider;
    private Company consumer;

    @BeforeEach
    void twoFirms() throws CallFailedException {
        chain = new Chain(folder);
        provider = new Company("maker", folder).with("").start();
        consumer = new Company("builder", folder).with("").start();
        chain.enrol(provider, consumer);
    }

    @AfterEach
    void goHome() {
        consumer.close();
        provider.close();
        chain.close();
    }

    @Test
    void everyAnswerThatBeganIsAnAllowInTheLogHoweverOftenTheProviderIsKilled() throws Exception {
        try (var upstream = new SmallUpstream()) {
            provider.management().publish("readings", upstream.address(), ANYBODY);
            var agreement = agree();
            var random = new Random();
            var begun = new AtomicInteger();
            var kills = 0;
            while (begun.get() < REQUESTS) {
                var from = Instant.now().minusSeconds(1);
                var uses = untilTheKill(agreement, begun, random);
                provider.start();
                kills++;

                assertThat(allowed(agreement, from)).containsAll(uses);
            }
            LOG.log(
                    System.Logger.Level.INFO,
                    begun + " requests, " + kills + " kills, every answer that began is an allow in the log");
            assertThat(kills).isPositive();
        }
    }

    /** Clients ask as fast as they can; at a random moment the provider's process is gone. */
    private Set<String> untilTheKill(String agreement, AtomicInteger begun, Random random) throws Exception {
        var uses = ConcurrentHashMap.<String>newKeySet();
        var asking = new AtomicBoolean(true);
        var asked = new AtomicInteger();
        var clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> ask(agreement, asking, asked, uses));
            }
            var wanted = REQUESTS_A_KILL + random.nextInt(REQUESTS_A_KILL);
            var end = System.nanoTime() + PATIENCE.toNanos();
            while (asked.get() < wanted) {
                assertThat(System.nanoTime() - end).as("requests go on").isNegative();
                Pause.millis(random.nextInt(10) + 1);
            }
            provider.kill9();
        } finally {
            asking.set(false);
            clients.shutdown();
        }
        assertThat(clients.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        begun.addAndGet(asked.get());
        assertThat(uses).isNotEmpty();
        return uses;
    }

    private void ask(String agreement, AtomicBoolean asking, AtomicInteger asked, Set<String> uses) {
        while (asking.get()) {
            asked.incrementAndGet();
            try (var answer = consumer.management().answer("/sluis/agreements/" + agreement + "/data")) {
                if (answer.body().read() >= 0) {
                    uses.add(answer.header("Sluis-Use"));
                }
            } catch (CallFailedException | IOException e) {
                Pause.millis(5);
            }
        }
    }

    private Set<String> allowed(String agreement, Instant from) throws CallFailedException {
        var found = new HashSet<String>();
        var entries = provider.management()
                .get("/sluis/log?outcome=allow&limit=" + MOST_ENTRIES + "&from=" + from + "&agreement=" + agreement)
                .path("entries");
        assertThat(entries.size()).isLessThan(MOST_ENTRIES);
        entries.forEach(entry -> {
            if (entry.path("type").asText().equals("release.decision")) {
                found.add(entry.at("/payload/id").asText());
            }
        });
        return found;
    }

    @Test
    void nothingIsGivenWhileTheLogCannotBeWrittenAndAllGoesOnAfterwards() throws Exception {
        try (var upstream = new EndlessUpstream()) {
            provider.management().publish("readings", upstream.address(), ANYBODY);
            var agreement = agree();
            try (var reader = new StreamReader(open(agreement))) {
                reader.awaitSomething();
                provider.forbidFileWrites(true);
                var forbidden = System.nanoTime();

                assertThatThrownBy(() -> open(agreement).close()).hasMessageContaining("503");
                var measured = reader.lastByteAfter(forbidden, PATIENCE);

                LOG.log(System.Logger.Level.INFO, "log not writable; last byte of a running stream after " + measured);
                assertThat(measured).isLessThanOrEqualTo(CUT_WITHIN);
            }
            assertThatThrownBy(() -> open(agreement).close()).hasMessageContaining("503");
            // what somebody does now waits in the database, and the status says since when
            assertThatThrownBy(() -> provider.management().post("/sluis/agreements/none/stop", "{}"))
                    .isInstanceOf(CallFailedException.class);
            awaitUnrecorded(true);

            provider.forbidFileWrites(false);
            awaitOpen(agreement);
            awaitUnrecorded(false);
        }
    }

    private void awaitUnrecorded(boolean wanted) throws CallFailedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (provider.management().get("/sluis/status").has("unrecordedSince") != wanted) {
            assertThat(System.nanoTime() - end).as("unrecordedSince").isNegative();
            Pause.millis(200);
        }
    }

    private void awaitOpen(String agreement) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var reader = new StreamReader(open(agreement))) {
                reader.awaitSomething();
                return;
            } catch (CallFailedException | IOException e) {
                assertThat(System.nanoTime() - end).as(e.getMessage()).isNegative();
                Pause.millis(200);
            }
        }
    }

    private String agree() throws CallFailedException {
        return consumer.management()
                .post("/sluis/agreements", "{\"partner\": \"maker\", \"dataset\": \"readings\"}")
                .path("id")
                .asText();
    }

    private InputStream open(String agreement) throws CallFailedException {
        return consumer.management().stream("/sluis/agreements/" + agreement + "/data");
    }
}
