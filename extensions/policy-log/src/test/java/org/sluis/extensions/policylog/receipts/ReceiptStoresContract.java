// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.policylog.receipts.GivenReceipts.GivenReceipt;
import org.sluis.extensions.policylog.receipts.TakenReceipts.Sent;
import org.sluis.extensions.policylog.receipts.TakenReceipts.TakenReceipt;
import org.sluis.policies.usage.DeliveredBody;

/** What {@link GivenReceipts}, {@link TakenReceipts} and {@link Deliveries} must do. */
public abstract class ReceiptStoresContract {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String CONSUMER = "did:web:builder.example";

    /** Empty stores, which belong together. */
    protected abstract GivenReceipts given();

    protected abstract TakenReceipts taken();

    protected abstract Deliveries deliveries();

    /** Makes an agreement that is sealed, or one that is not. */
    protected abstract void agree(String agreement, boolean sealed);

    /** Counts a use under an agreement. */
    protected abstract UUID use(String agreement, Instant at);

    private final UUID one = UUID.randomUUID();
    private final UUID two = UUID.randomUUID();

    private static GivenReceipt receipt(UUID use, String agreement, String jws) {
        return new GivenReceipt(use, agreement, "did:web:parts.example", jws, 0);
    }

    private static DeliveredBody body(UUID use, String agreement, boolean whole, Instant at) {
        return new DeliveredBody(use, agreement, CONSUMER, "t1", "urn:d", 1L << 40, "a".repeat(64), whole, at);
    }

    @Test
    void givesOneReceiptForAUseOfAnAgreement() {
        var given = given();
        assertThat(given.give(receipt(one, "a", "first")).jws()).isEqualTo("first");
        assertThat(given.give(receipt(one, "a", "second")).jws()).isEqualTo("first");
        assertThat(given.give(receipt(one, "b", "other")).jws()).isEqualTo("other");
    }

    @Test
    void sendsNothingBeforeItIsLogged() {
        var given = given();
        var receipt = given.give(receipt(one, "a", "jws"));

        assertThat(given.unlogged(10)).containsExactly(receipt);
        assertThat(given.due(NOW, 10)).isEmpty();
        assertThat(given.of("a")).isEmpty();

        given.logged(receipt);

        assertThat(given.unlogged(10)).isEmpty();
        assertThat(given.due(NOW, 10)).containsExactly(receipt);
        assertThat(given.of("a")).containsExactly("jws");
        assertThat(given.of("b")).isEmpty();
    }

    @Test
    void sendsWhatFailedAgainWhenItIsDue() {
        var given = given();
        var first = given.give(receipt(one, "a", "first"));
        var second = given.give(receipt(two, "a", "second"));
        given.logged(first);
        given.logged(second);

        given.failed(List.of(first), NOW.plusSeconds(5));

        assertThat(given.due(NOW, 10)).containsExactly(second);
        var due = given.due(NOW.plusSeconds(5), 10);
        assertThat(due).extracting(GivenReceipt::jws).containsExactlyInAnyOrder("first", "second");
        assertThat(due).extracting(GivenReceipt::attempts).containsExactlyInAnyOrder(0, 1);
        assertThat(given.due(NOW.plusSeconds(5), 1)).hasSize(1);
    }

    @Test
    void sendsNothingThatIsSettled() {
        var given = given();
        var first = given.give(receipt(one, "a", "first"));
        var second = given.give(receipt(two, "a", "second"));
        given.logged(first);
        given.logged(second);
        assertThat(given.undelivered()).isEqualTo(2);

        given.delivered(List.of(first));
        given.refused(second, "409 no\u0000t this");
        given.logged(first);

        assertThat(given.due(NOW.plusSeconds(99), 10)).isEmpty();
        assertThat(given.of("a")).containsExactlyInAnyOrder("first", "second");
        assertThat(given.undelivered()).isEqualTo(1);
        given.delivered(List.of());
    }

    @Test
    void takesOneReceiptForAUse() {
        var taken = taken();
        var sent = Optional.of(new Sent(1L << 40, "a".repeat(64)));
        var first = new TakenReceipt(one, "a", "first", sent, false);

        assertThat(taken.take(first)).isEqualTo(first);
        assertThat(taken.take(new TakenReceipt(one, "a", "second", Optional.empty(), false)))
                .isEqualTo(first);
        assertThat(taken.find(one)).contains(first);
        assertThat(taken.find(two)).isEmpty();
        var unknown = new TakenReceipt(two, "a", "other", Optional.empty(), false);
        assertThat(taken.take(unknown)).isEqualTo(unknown);
    }

    @Test
    void countsAReceiptOnceItIsLogged() {
        var taken = taken();
        var receipt = taken.take(new TakenReceipt(one, "a", "jws", Optional.empty(), false));
        assertThat(taken.unlogged(10)).containsExactly(receipt);
        assertThat(taken.of("a")).isEmpty();

        taken.logged(one);

        assertThat(taken.unlogged(10)).isEmpty();
        assertThat(taken.of("a")).containsExactly("jws");
        assertThat(taken.find(one).orElseThrow().logged()).isTrue();
    }

    @Test
    void keepsWhatWasSentUntilItIsForgotten() {
        agree("a", true);
        var deliveries = deliveries();
        var use = use("a", NOW);
        var body = body(use, "a", true, NOW);

        deliveries.delivered(List.of(body));
        deliveries.delivered(List.of(body(use, "a", false, NOW), body(use("a", NOW), "a", true, NOW)));

        assertThat(deliveries.find(use)).contains(body);
        assertThat(deliveries.find(one)).isEmpty();
        deliveries.forget(use);
        assertThat(deliveries.find(use)).isEmpty();
    }

    @Test
    void keepsNothingUnderAnAgreementWithoutASeal() {
        agree("a", false);
        var use = use("a", NOW);

        deliveries().delivered(List.of(body(use, "a", true, NOW)));

        assertThat(deliveries().find(use)).isEmpty();
    }

    @Test
    void knowsUsesOfTheLedger() {
        agree("a", true);
        var use = use("a", NOW);

        assertThat(deliveries().use(use)).contains(new Deliveries.Use("a", NOW));
        assertThat(deliveries().use(one)).isEmpty();
    }

    @Test
    void countsWholeBodiesWithoutAReceipt() {
        agree("a", true);
        var deliveries = deliveries();
        var old = use("a", NOW);
        var taken = use("a", NOW);
        deliveries.delivered(List.of(
                body(old, "a", true, NOW),
                body(taken, "a", true, NOW.plusSeconds(1)),
                body(use("a", NOW), "a", false, NOW),
                body(use("a", NOW), "a", true, NOW.plusSeconds(60))));
        taken().take(new TakenReceipt(taken, "a", "jws", Optional.empty(), false));

        assertThat(deliveries.missing(NOW.plusSeconds(30))).isEqualTo(1);
        assertThat(deliveries.endedBefore(NOW.plusSeconds(30), 10)).hasSize(3);
        assertThat(deliveries.endedBefore(NOW, 10)).isEmpty();
        assertThat(deliveries.endedBefore(NOW.plusSeconds(90), 2)).hasSize(2);
    }

    @Test
    void tellsAllOfManyAtOnceTheSameReceipt() throws Exception {
        var taken = taken();
        var pool = Executors.newFixedThreadPool(8);
        try {
            var tries = IntStream.range(0, 32)
                    .<Callable<String>>mapToObj(
                            i -> () -> taken.take(new TakenReceipt(one, "a", "jws " + i, Optional.empty(), false))
                                    .jws())
                    .toList();

            for (var answer : pool.invokeAll(tries, 30, TimeUnit.SECONDS)) {
                assertThat(answer.get()).isEqualTo(taken.find(one).orElseThrow().jws());
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
