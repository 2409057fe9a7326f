// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.testkit.InMemoryDecisions;
import org.sluis.policies.testkit.SettableClock;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

class RefusalsTest {
    private static final Reason REASON = new Reason("", "token-signature", "", "", "", "not ours");
    private static final DataRequest REQUEST = new DataRequest(
            "transfer-1",
            Optional.of("wrong"),
            Optional.empty(),
            OptionalLong.empty(),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            "192.0.2.1");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final InMemoryDecisions decisions = new InMemoryDecisions();
    private final Refusals refusals = new Refusals(decisions, clock);

    private List<DecisionRecord> records() {
        var none = Optional.<String>empty();
        return decisions.list(new Decisions.Query(none, none, none, Optional.empty(), 1000));
    }

    private void flood(int count) throws Exception {
        for (var i = 0; i < count; i++) {
            refusals.unverified(REQUEST, REASON);
        }
    }

    @Test
    void recordsWhoAskedForWhatAndWhyNotButNotTheToken() throws Exception {
        flood(1);

        var record = records().get(0);
        assertThat(record.allowed()).isFalse();
        assertThat(record.party()).isEmpty();
        assertThat(record.subject()).contains("GET /data/transfer-1 from 192.0.2.1");
        assertThat(record.reasons()).containsExactly(REASON);
    }

    @Test
    void countsAFloodInsteadOfRecordingEachOfIt() throws Exception {
        flood(1000);
        assertThat(records()).hasSize(20);

        clock.advance(Duration.ofMillis(500));
        flood(2);

        assertThat(records()).hasSize(21);
        assertThat(records().get(0).subject().orElse("")).contains("980 more like it were only counted");
    }

    @Test
    void recordsOneByOneAgainAfterAQuietTime() throws Exception {
        flood(1000);
        clock.advance(Duration.ofMinutes(10));

        flood(20);

        assertThat(records()).hasSize(40);
    }

    @Test
    void losesNoCountWhenTheRecordIsAway() throws Exception {
        flood(1000);
        clock.advance(Duration.ofSeconds(1));
        decisions.setUnavailable(true);
        assertThatThrownBy(() -> flood(1)).isInstanceOf(RecordUnavailableException.class);
        decisions.setUnavailable(false);

        flood(1);

        assertThat(records().get(0).subject().orElse("")).contains("981 more like it were only counted");
    }

    @Test
    void isNotConfusedByAClockThatGoesBack() throws Exception {
        flood(1000);
        clock.advance(Duration.ofHours(-1));

        flood(10);

        assertThat(records()).hasSize(20);
    }
}
