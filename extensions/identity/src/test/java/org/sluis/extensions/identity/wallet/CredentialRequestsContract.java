// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.wallet.CredentialRequest.State;

/** What every implementation of {@link CredentialRequests} and {@link HeldCredentials} does together. */
public abstract class CredentialRequestsContract {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Did ISSUER = new Did("did:web:authority.example");
    private static final Did OTHER = new Did("did:web:other.example");
    private static final URI STATUS = URI.create("https://authority.example/issuer/requests/1");

    protected abstract CredentialRequests requests();

    protected abstract HeldCredentials held();

    private CredentialRequest opened(String holderPid) {
        return requests().open(CredentialRequest.fresh(holderPid, ISSUER, Set.of("A", "B"), NOW));
    }

    private static HeldCredential credential(String compact, String type, String holderPid) {
        return new HeldCredential(compact, Set.of(type), ISSUER, NOW, NOW.plusSeconds(60), holderPid);
    }

    @Test
    void findsARequestAsItWasOpened() {
        var request = opened("p1");

        assertThat(requests().find("p1")).contains(request);
        assertThat(requests().find("p2")).isEmpty();
        assertThat(requests().find("\0")).isEmpty();
    }

    @Test
    void keepsOneRequestToAnIssuerOpen() {
        var first = opened("p1");

        assertThat(opened("p2")).isEqualTo(first);
        assertThat(requests().find("p2")).isEmpty();
    }

    @Test
    void knowsTheNewestRequestToAnIssuer() {
        opened("p1");
        requests().end("p1", State.ERROR, "broken", NOW);
        var second = opened("p2");

        assertThat(requests().newest(ISSUER)).contains(second);
        assertThat(requests().newest(OTHER)).isEmpty();
    }

    @Test
    void givesADueRequestToOneCallerOnly() {
        opened("p1");
        requests().open(CredentialRequest.fresh("p2", OTHER, Set.of("A"), NOW.plusSeconds(5)));

        assertThat(requests().claimDue(NOW, NOW.plusSeconds(30)))
                .extracting(CredentialRequest::holderPid)
                .containsExactly("p1");
        assertThat(requests().claimDue(NOW, NOW.plusSeconds(30))).isEmpty();
    }

    @Test
    void remembersThatTheIssuerTookIt() {
        opened("p1");
        requests().postponed("p1", "away", NOW);

        requests().accepted("p1", Optional.of("i1"), STATUS, NOW.plusSeconds(3));

        var request = requests().find("p1").orElseThrow();
        assertThat(request.issuerPid()).contains("i1");
        assertThat(request.statusAddress()).contains(STATUS);
        assertThat(request.attempts()).isZero();
        assertThat(request.nextAttempt()).isEqualTo(NOW.plusSeconds(3));
    }

    @Test
    void countsAttemptsInVain() {
        opened("p1");

        requests().postponed("p1", "away", NOW.plusSeconds(1));
        requests().postponed("p1", "still away", NOW.plusSeconds(2));

        var request = requests().find("p1").orElseThrow();
        assertThat(request.attempts()).isEqualTo(2);
        assertThat(request.reason()).contains("still away");
    }

    @Test
    void storesWhatWasDelivered() {
        opened("p1");
        var credential = credential("jwt-a", "A", "p1");

        var stored = requests().fulfil("p1", "i1", List.of(credential), NOW);

        assertThat(stored).isTrue();
        assertThat(held().all()).containsExactly(credential);
        assertThat(requests().find("p1").orElseThrow().state()).isEqualTo(State.ISSUED);
    }

    @Test
    void putsARenewedTypeInPlaceOfTheOldAndLeavesOthers() {
        opened("p1");
        requests()
                .fulfil(
                        "p1",
                        "i1",
                        List.of(credential("a1", "A", "p1"), credential("a2", "A", "p1"), credential("b1", "B", "p1")),
                        NOW);
        requests().open(CredentialRequest.fresh("p2", ISSUER, Set.of("A"), NOW));

        requests().fulfil("p2", "i2", List.of(credential("a3", "A", "p2")), NOW);

        assertThat(held().all()).extracting(HeldCredential::compact).containsExactlyInAnyOrder("b1", "a3");
    }

    @Test
    void storesNothingForARequestThatIsUnknownOrEnded() {
        opened("p1");
        requests().end("p1", State.REJECTED, "no", NOW);

        assertThat(requests().fulfil("p1", "i1", List.of(credential("a1", "A", "p1")), NOW))
                .isFalse();
        assertThat(requests().fulfil("p9", "i1", List.of(credential("a1", "A", "p9")), NOW))
                .isFalse();
        assertThat(held().all()).isEmpty();
    }

    @Test
    void takesADeliveryAgainForADay() {
        opened("p1");
        requests().fulfil("p1", "i1", List.of(credential("a1", "A", "p1")), NOW);

        assertThat(requests().fulfil("p1", "i2", List.of(credential("a2", "A", "p1")), NOW.plus(Duration.ofHours(23))))
                .isTrue();
        assertThat(requests().fulfil("p1", "i3", List.of(credential("a3", "A", "p1")), NOW.plus(Duration.ofHours(25))))
                .isFalse();
        assertThat(held().all()).extracting(HeldCredential::compact).containsExactly("a2");
    }

    @Test
    void holdsOneDeliveryAfterManyAtOnce() throws Exception {
        opened("p1");
        var pool = Executors.newFixedThreadPool(8);
        try {
            var deliveries = new ArrayList<Callable<Boolean>>();
            IntStream.range(0, 20)
                    .forEach(i -> deliveries.add(() -> requests()
                            .fulfil(
                                    "p1",
                                    "i" + i,
                                    List.of(credential("a" + i, "A", "p1"), credential("b" + i, "B", "p1")),
                                    NOW)));
            for (var outcome : pool.invokeAll(deliveries)) {
                outcome.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(held().all())
                .extracting(credential -> credential.compact().substring(1))
                .hasSize(2)
                .containsOnly(held().all().get(0).compact().substring(1));
    }

    @Test
    void doesNotChangeWhatEnded() {
        opened("p1");
        requests().end("p1", State.ERROR, "broken", NOW);

        requests().accepted("p1", Optional.of("i1"), STATUS, NOW);
        requests().postponed("p1", "later", NOW);

        assertThat(requests().end("p1", State.REJECTED, "no", NOW)).isFalse();
        assertThat(requests().find("p1").orElseThrow().reason()).contains("broken");
    }
}
