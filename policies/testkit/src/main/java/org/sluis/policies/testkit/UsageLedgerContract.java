// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.policies.testkit.Samples.START;
import static org.sluis.policies.testkit.Samples.agreement;
import static org.sluis.policies.testkit.Samples.allowed;
import static org.sluis.policies.testkit.Samples.denied;
import static org.sluis.policies.testkit.Samples.freshId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.policies.decision.Charge;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.UsageLedger;
import org.sluis.policies.usage.UsageLedger.Rule;
import org.sluis.policies.usage.UsageLedger.Verdict;

/** What every usage ledger keeps to. The stores are empty at the start of each test and read {@link #clock}. */
@Timeout(60)
public abstract class UsageLedgerContract {
    private static final String RULE = "permission/0";

    /** The clock of the ledger under test. */
    protected final SettableClock clock = new SettableClock(START);

    private final String id = freshId();

    protected abstract Agreements agreements();

    protected abstract Decisions decisions();

    /** The ledger under test, on {@link #agreements()} and {@link #decisions()}; the same one within one test. */
    protected abstract UsageLedger ledger();

    /** The same ledger after the process ended without warning and started again, before {@code recover()}. */
    protected abstract UsageLedger restarted();

    @BeforeEach
    void signAnAgreement() {
        agreements().freeze(agreement(id, START));
    }

    private static Rule allowing(Charge... charges) {
        return (agreement, firstUse, uses, now) ->
                new Verdict(allowed(agreement.map(Agreement::id).orElse("none"), now), List.of(charges));
    }

    /** Allows while the counter of the charge is below its limit. */
    private Rule counting(String window, long limit) {
        var key = Optional.ofNullable(window);
        var charge = new Charge(RULE, key.map(Duration::parse), limit);
        return (agreement, firstUse, uses, now) -> {
            var below = uses.count(RULE, key).orElseThrow() < limit;
            return below
                    ? new Verdict(allowed(id, now), List.of(charge))
                    : new Verdict(denied(id, now), List.of(charge));
        };
    }

    private UUID reserve(String agreement, Rule rule) throws Exception {
        return ledger().decide(agreement, rule).orElseThrow();
    }

    private boolean used(String window, long limit) throws Exception {
        var use = ledger().decide(id, counting(window, limit));
        if (use.isPresent()) {
            ledger().commit(use.get());
        }
        return use.isPresent();
    }

    private record Seen(Optional<Agreement> agreement, FirstUse firstUse, Optional<Long> total, Instant now) {}

    /** What a rule is shown; the look itself is a recorded denial. */
    private Seen look(UsageLedger ledger, String agreement) throws Exception {
        var seen = new AtomicReference<Seen>();
        ledger.decide(agreement, (found, firstUse, uses, now) -> {
            seen.set(new Seen(found, firstUse, uses.count(RULE, Optional.empty()), now));
            return new Verdict(denied(agreement, now), List.of());
        });
        return seen.get();
    }

    private List<DecisionRecord> records() {
        return decisions()
                .list(new Decisions.Query(Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), 1000));
    }

    @Test
    void showsTheAgreementAndThatNothingWasUsedYet() throws Exception {
        assertThat(look(ledger(), id))
                .isEqualTo(new Seen(agreements().find(id), FirstUse.never(), Optional.of(0L), START));
    }

    @Test
    void showsNothingOfAnUnknownAgreement() throws Exception {
        assertThat(look(ledger(), freshId()))
                .isEqualTo(new Seen(Optional.empty(), FirstUse.unknown(), Optional.empty(), START));
    }

    @Test
    void recordsAnAllowBeforeItReturns() throws Exception {
        assertThat(ledger().decide(id, allowing())).isPresent();

        assertThat(records()).extracting(DecisionRecord::allowed).containsExactly(true);
    }

    @Test
    void aUseHasTheIdOfTheDecisionThatAllowedIt() throws Exception {
        var use = ledger().decide(id, allowing()).orElseThrow();

        assertThat(records()).extracting(DecisionRecord::id).containsExactly(use);
    }

    @Test
    void recordsADenialAndReservesNothing() throws Exception {
        assertThat(ledger().decide(id, counting(null, 0))).isEmpty();

        assertThat(records()).extracting(DecisionRecord::allowed).containsExactly(false);
        assertThat(look(ledger(), id).total()).contains(0L);
    }

    @Test
    void aRuleThatFailsLeavesNothingBehind() throws Exception {
        Rule failing = (agreement, firstUse, uses, now) -> {
            throw new IllegalArgumentException("this rule always fails");
        };

        assertThatThrownBy(() -> ledger().decide(id, failing)).isInstanceOf(IllegalArgumentException.class);

        assertThat(records()).isEmpty();
        assertThat(look(ledger(), id).firstUse()).isEqualTo(FirstUse.never());
    }

    @Test
    void foreseeingRecordsAndChargesNothing() throws Exception {
        ledger().commit(reserve(id, counting(null, 2)));

        assertThat(ledger().foresee(id, counting(null, 2)).decision().allowed()).isTrue();
        assertThat(ledger().foresee(id, counting(null, 1)).decision().allowed()).isFalse();

        assertThat(records()).hasSize(1);
        assertThat(look(ledger(), id).total()).contains(1L);
    }

    @Test
    void foreseeingSeesTheEnd() throws Exception {
        agreements().end(id, AgreementState.REVOKED, "withdrawn");
        var seen = new AtomicReference<Optional<Agreement>>();

        ledger().foresee(id, (agreement, firstUse, uses, now) -> {
            seen.set(agreement);
            return new Verdict(denied(id, now), List.of());
        });

        assertThat(seen.get().map(Agreement::state)).contains(AgreementState.REVOKED);
    }

    @Test
    void aReservedUseCountsUntilItIsCancelled() throws Exception {
        var use = reserve(id, counting(null, 1));
        assertThat(ledger().decide(id, counting(null, 1))).isEmpty();

        ledger().cancel(use);

        assertThat(look(ledger(), id).firstUse()).isEqualTo(FirstUse.never());
        assertThat(ledger().decide(id, counting(null, 1))).isPresent();
    }

    @Test
    void aCommittedUseCountsForGood() throws Exception {
        var use = reserve(id, counting(null, 1));
        ledger().commit(use);

        ledger().cancel(use);

        assertThat(ledger().decide(id, counting(null, 1))).isEmpty();
    }

    @Test
    void committingTwiceCountsOnce() throws Exception {
        var use = reserve(id, counting(null, 5));

        ledger().commit(use);
        ledger().commit(use);

        assertThat(look(ledger(), id).total()).contains(1L);
    }

    @Test
    void refusesToCommitWhatIsNotReserved() throws Exception {
        var use = reserve(id, allowing());
        ledger().cancel(use);

        assertThatThrownBy(() -> ledger().commit(use)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ledger().commit(UUID.randomUUID())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theFirstUseIsTheEarliestThatWasNotCancelled() throws Exception {
        var cancelled = reserve(id, allowing());
        clock.advance(Duration.ofHours(1));
        ledger().commit(reserve(id, allowing()));
        clock.advance(Duration.ofHours(1));
        reserve(id, allowing());

        ledger().cancel(cancelled);

        assertThat(look(ledger(), id).firstUse()).isEqualTo(FirstUse.at(START.plus(Duration.ofHours(1))));
    }

    @Test
    void aUseCountsOnlyWhereItIsCharged() throws Exception {
        var other = new Charge("permission/1", Optional.empty(), 5);
        var windowed = new Charge(RULE, Optional.of(Duration.ofDays(1)), 5);

        reserve(id, allowing(other, windowed));

        assertThat(look(ledger(), id).total()).contains(0L);
    }

    @Test
    void agreementsDoNotShareCounters() throws Exception {
        var other = freshId();
        agreements().freeze(agreement(other, START));

        reserve(other, counting(null, 5));

        assertThat(look(ledger(), id).total()).contains(0L);
    }

    @Test
    void aRollingWindowForgetsWhatIsAsOldAsTheWindow() throws Exception {
        assertThat(used("P1D", 2)).isTrue();
        clock.advance(Duration.ofHours(12));
        assertThat(used("P1D", 2)).isTrue();
        assertThat(used("P1D", 2)).isFalse();

        clock.set(START.plus(Duration.ofDays(1)).minusSeconds(1));
        assertThat(used("P1D", 2)).isFalse();
        clock.set(START.plus(Duration.ofDays(1)));
        assertThat(used("P1D", 2)).isTrue();
        assertThat(used("P1D", 2)).isFalse();
    }

    @Test
    void aWindowIsALengthHoweverItIsWritten() throws Exception {
        reserve(id, allowing(new Charge(RULE, Optional.of(Duration.ofDays(7)), 5)));
        var counts = new ArrayList<Optional<Long>>();

        ledger().decide(id, (agreement, firstUse, uses, now) -> {
            counts.clear();
            for (var window : List.of("P1W", "P7D", "PT168H", "P1D")) {
                counts.add(uses.count(RULE, Optional.of(window)));
            }
            return new Verdict(denied(id, now), List.of());
        });

        assertThat(counts).containsExactly(Optional.of(1L), Optional.of(1L), Optional.of(1L), Optional.of(0L));
    }

    @Test
    void timeNeverRunsBack() throws Exception {
        clock.advance(Duration.ofHours(2));
        look(ledger(), id);

        clock.set(START);

        assertThat(look(ledger(), id).now()).isEqualTo(START.plus(Duration.ofHours(2)));
    }

    @Test
    void theNextDecisionSeesTheEnd() throws Exception {
        agreements().end(id, AgreementState.REVOKED, "withdrawn");

        assertThat(look(ledger(), id).agreement().map(Agreement::state)).contains(AgreementState.REVOKED);
    }

    @Test
    void anAgreementCannotEndBetweenTheFactsAndTheRecord() throws Exception {
        var deciding = new CountDownLatch(1);
        var proceed = new CountDownLatch(1);
        Rule slow = (agreement, firstUse, uses, now) -> {
            deciding.countDown();
            await(proceed);
            return new Verdict(allowed(id, now), List.of());
        };
        var threads = Executors.newFixedThreadPool(2);
        try {
            var decision = threads.submit(() -> ledger().decide(id, slow));
            await(deciding);
            var end = threads.submit(() -> agreements().end(id, AgreementState.ENDED, "over"));

            assertThatThrownBy(() -> end.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            proceed.countDown();

            assertThat(decision.get(20, TimeUnit.SECONDS)).isPresent();
            assertThat(end.get(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            proceed.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void sixteenThreadsGetExactlyTheFiftyUsesThereAre() throws Exception {
        Callable<Integer> asking = () -> {
            var allowed = 0;
            for (var attempt = 0; attempt < 5; attempt++) {
                allowed += used(null, 50) ? 1 : 0;
            }
            return allowed;
        };
        var threads = Executors.newFixedThreadPool(16);
        try {
            var total = 0;
            for (Future<Integer> allowed : threads.invokeAll(Collections.nCopies(16, asking))) {
                total += allowed.get();
            }

            assertThat(total).isEqualTo(50);
            assertThat(look(ledger(), id).total()).contains(50L);
            assertThat(records().stream().filter(DecisionRecord::allowed)).hasSize(50);
            assertThat(records().stream().filter(record -> !record.allowed())).hasSize(31);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatWasReservedBeforeACrashCountsForGood() throws Exception {
        var use = reserve(id, counting(null, 1));
        var ledger = restarted();

        ledger.recover();
        ledger.cancel(use);

        assertThat(look(ledger, id).total()).contains(1L);
        assertThat(ledger.decide(id, counting(null, 1))).isEmpty();
    }

    @Test
    void recoveryRevivesNothingThatWasCancelled() throws Exception {
        ledger().cancel(reserve(id, counting(null, 1)));
        var ledger = restarted();

        ledger.recover();

        assertThat(look(ledger, id).total()).contains(0L);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
