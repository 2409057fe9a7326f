// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void triesUntilThereIsAnAnswer() {
        var attempts = new AtomicInteger();

        var answer = new Patience(Duration.ofSeconds(5), 1)
                .until(() -> attempts.incrementAndGet() < 4 ? Optional.empty() : Optional.of("yes"));

        assertThat(answer).isEqualTo("yes");
        assertThat(attempts).hasValue(4);
    }

    @Test
    void endsWithServiceUnavailableAfterItsTime() {
        var patience = new Patience(Duration.ofMillis(50), 1);

        assertThatThrownBy(() -> patience.until(Optional::empty))
                .isInstanceOfSatisfying(ServiceUnavailableException.class, busy -> {
                    assertThat(busy.getResponse().getStatus()).isEqualTo(503);
                    assertThat(busy.getResponse().getHeaderString("Retry-After"))
                            .isEqualTo("1");
                });
    }

    @Test
    void refusesAtOnceWhatIsMoreThanMayWait() throws InterruptedException {
        var patience = new Patience(Duration.ofSeconds(5), 1);
        var waiting = new CountDownLatch(2);
        var goOn = new CountDownLatch(1);
        var first = CompletableFuture.supplyAsync(() -> patience.until(() -> {
            waiting.countDown();
            return goOn.getCount() == 0 ? Optional.of("done") : Optional.empty();
        }));
        waiting.await();

        assertThatThrownBy(() -> patience.until(Optional::empty)).isInstanceOf(ServiceUnavailableException.class);

        goOn.countDown();
        assertThat(first.join()).isEqualTo("done");
    }
}
