// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.identity.Identity;
import org.sluis.extensions.identity.IdentitySettings;
import org.sluis.extensions.identity.tokens.InMemoryUsedTokens;
import org.sluis.extensions.identity.verifier.InMemoryVerifiedPresentations;
import org.sluis.extensions.identity.verifier.Presentations;
import org.sluis.extensions.policylog.evidence.LoggingFirm;
import org.sluis.extensions.policylog.evidence.ShiftedClock;
import org.sluis.extensions.policylog.seal.LogPlace;
import org.sluis.policies.usage.ReceivedBody;

/** The assembly of a consumer, at work by itself, with a provider on a port of its own. */
@Timeout(60)
class SealsAndReceiptsTest {

    private final ShiftedClock clock = new ShiftedClock();
    private final LoggingFirm provider = new LoggingFirm(clock);
    private final LoggingFirm consumer = new LoggingFirm(clock);
    private final Identity identity = identity(consumer, clock);
    private final SealsAndReceipts assembly = new SealsAndReceipts(
            identity,
            new LogPlace(
                    consumer.streams(),
                    consumer.logKey().name(),
                    () -> consumer.logKey().vkey(),
                    "P10Y"),
            new SealsAndReceipts.Ports(
                    consumer.agreements,
                    consumer.events,
                    consumer.keptSeals,
                    consumer.given,
                    consumer.taken,
                    consumer.deliveries,
                    transfer -> Optional.of("p-a1"),
                    consumer.outbound,
                    clock));

    private static Identity identity(LoggingFirm firm, Clock clock) {
        var membership = Set.of("MembershipCredential");
        return new Identity(
                new IdentitySettings(
                        firm.did,
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        new Presentations.Terms(membership, membership, Duration.ofSeconds(60)),
                        Map.of(),
                        Set.of(),
                        true),
                new Identity.Ports(
                        firm.keys,
                        firm.outbound,
                        new InMemoryUsedTokens(clock),
                        new InMemoryVerifiedPresentations(),
                        Map::of,
                        clock));
    }

    @AfterEach
    void close() {
        assembly.close();
        identity.close();
        provider.close();
        consumer.close();
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        for (var i = 0; i < 1_000 && !wanted.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(wanted.getAsBoolean()).isTrue();
    }

    @Test
    void sealsAndHandsReceiptsOverByItself() throws Exception {
        var agreement = provider.agree(consumer, "a1");
        assembly.start();
        await(() -> provider.seals().isSealed("a1") && assembly.seals().isSealed("a1"));

        var body = provider.deliver(agreement, "data");
        assembly.receipts()
                .received()
                .received(new ReceivedBody(agreement, body.use(), "c-a1", 4, body.sha256(), clock.instant()));

        await(() -> !provider.receipts().of("a1").isEmpty());
        await(() -> assembly.receipts().undelivered() == 0);
        assertThat(assembly.receipts().of("a1")).isEqualTo(provider.receipts().of("a1"));
        assertThat(assembly.seals().of("a1"))
                .isEqualTo(provider.seals().of("a1"))
                .isPresent();
    }

    @Test
    void goesOnAfterAnOutageOfTheLog() throws Exception {
        consumer.events.log.setAvailable(false);
        var agreement = provider.agree(consumer, "a1");
        assembly.start();
        await(() -> provider.seals().isSealed("a1"));
        assertThat(assembly.seals().isSealed("a1")).isFalse();

        consumer.events.log.setAvailable(true);
        clock.move(Duration.ofSeconds(10));

        await(() -> assembly.seals().isSealed(agreement.id()));
        assertThat(UUID.fromString(consumer.events
                                .ofType("agreement.sealed")
                                .get(0)
                                .path("id")
                                .asText())
                        .version())
                .isEqualTo(8);
    }
}
