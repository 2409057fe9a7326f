// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.policylog.InMemoryPolicyLog;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.extensions.policylog.projection.InMemoryLogRows;
import org.sluis.extensions.policylog.projection.Projection;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.PolicyEvent;

class LoggedEventsTest {

    private static final Instant BEGAN = Instant.parse("2026-11-21T10:00:00Z");

    private final InMemoryPolicyLog log = new InMemoryPolicyLog();
    private final InMemoryLogRows rows = new InMemoryLogRows();
    private final Projection projection = new Projection(log, rows).start();
    private final Recorder recorder = new Recorder(
            log, new StreamNames(new byte[32]), projection, "did:web:maker.example", "test", Clock.systemUTC());
    private final LoggedEvents events = new LoggedEvents(recorder, BEGAN);

    @AfterEach
    void stop() {
        projection.close();
    }

    @Test
    void saysWhatHappenedAndKeepsTheIdsOfBothSides() throws Exception {
        events.append(event(BEGAN.plusSeconds(1), "{\"corr\":{\"providerPid\":\"p\"},\"state\":{\"to\":\"STARTED\"}}"));

        assertThat(log.entry(0).payload().orElseThrow().json())
                .contains("\"corr\":{\"agreementId\":\"agreement-1\",\"providerPid\":\"p\"}")
                .contains("\"state\":{\"to\":\"STARTED\"}")
                .contains("\"ts\":\"2026-11-21T10:00:01Z\"");
    }

    @Test
    void anEventThatIsToldTwiceIsLoggedOnce() throws Exception {
        var event = event(BEGAN.plusSeconds(1), "{}");

        events.append(event);
        events.append(event);

        assertThat(log.head().size()).isEqualTo(1);
    }

    @Test
    void anEventThatWasLoggedBeforeARestartIsNotLoggedAgain() throws Exception {
        var event = event(BEGAN.minusSeconds(1), "{}");
        events.append(event);

        new LoggedEvents(recorder, BEGAN).append(event);

        assertThat(log.head().size()).isEqualTo(1);
    }

    @Test
    void anEventThatCouldNotBeLoggedCanBeToldAgain() throws Exception {
        var event = event(BEGAN.plusSeconds(1), "{}");
        log.setAvailable(false);
        assertThatThrownBy(() -> events.append(event)).isInstanceOf(RecordUnavailableException.class);
        log.setAvailable(true);

        events.append(event);

        assertThat(log.head().size()).isEqualTo(1);
    }

    @Test
    void eventsThatAreToldTogetherAreLoggedInTheirOrderWithoutThoseThatAreLoggedAlready() throws Exception {
        var first = event(BEGAN.minusSeconds(2), "{\"n\":1}");
        var second = event(BEGAN.plusSeconds(1), "{\"n\":2}");
        var third = event(BEGAN.plusSeconds(2), "{\"n\":3}");
        events.append(second);

        new LoggedEvents(recorder, BEGAN.plusSeconds(10)).appendAll(List.of(first, second, third, first));

        assertThat(log.head().size()).isEqualTo(3);
        assertThat(log.entry(1).payload().orElseThrow().json()).contains("\"n\":1");
        assertThat(log.entry(2).payload().orElseThrow().json()).contains("\"n\":3");
    }

    private static PolicyEvent event(Instant at, String members) {
        return new PolicyEvent(
                UUID.randomUUID(),
                at,
                "transfer.state",
                Optional.of("did:web:a.example"),
                Optional.of("agreement-1"),
                members);
    }
}
