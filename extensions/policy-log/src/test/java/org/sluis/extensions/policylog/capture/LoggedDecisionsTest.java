// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.policylog.InMemoryDecidedPolicies;
import org.sluis.extensions.policylog.InMemoryPolicyLog;
import org.sluis.extensions.policylog.StreamNames;
import org.sluis.extensions.policylog.projection.InMemoryLogRows;
import org.sluis.extensions.policylog.projection.Projection;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.testkit.DecisionsContract;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;

class LoggedDecisionsTest extends DecisionsContract {

    private final InMemoryPolicyLog log = new InMemoryPolicyLog();
    private final InMemoryLogRows rows = new InMemoryLogRows();
    private final InMemoryDecidedPolicies policies = new InMemoryDecidedPolicies();
    private final StreamNames streams = new StreamNames(new byte[32]);
    private final Projection projection = new Projection(log, rows).start();
    private final LoggedDecisions decisions = new LoggedDecisions(
            new Recorder(log, streams, projection, "did:web:maker.example", "test", Clock.systemUTC()), policies);

    @AfterEach
    void stop() {
        projection.close();
    }

    @Override
    protected Decisions decisions() {
        return decisions;
    }

    @Test
    void anEntryStandsInTheStreamOfItsAgreementElseOfItsPartyElseOfTheCompany() throws Exception {
        decisions.append(decision("sluis 1", Moment.RELEASE, "did:web:a.example", "agreement-1"));
        decisions.append(decision("sluis 1", Moment.CATALOG, "did:web:a.example", null));
        decisions.append(decision("data-plane", Moment.RELEASE, null, null));

        assertThat(log.indices(streams.agreement("agreement-1"), 3)).containsExactly(0L);
        assertThat(log.indices(streams.peer("did:web:a.example"), 3)).containsExactly(1L);
        assertThat(log.indices(streams.self(), 3)).containsExactly(2L);
    }

    @Test
    void everyPayloadSaysWhoLoggedItAndWithWhat() throws Exception {
        decisions.append(decision("data-plane", Moment.RELEASE, "did:web:a.example", null));

        var json = log.entry(0).payload().orElseThrow().json();
        assertThat(json)
                .contains("\"self\":\"did:web:maker.example\"")
                .contains("\"implementation\":{\"version\":\"test\"}")
                .contains("\"type\":\"request.refused\"")
                .contains("\"v\":1");
    }

    @Test
    void aDecisionThatCannotBeLoggedIsNoDecision() {
        log.setAvailable(false);

        assertThatThrownBy(() -> decisions.append(decision("sluis 1", Moment.RELEASE, null, null)))
                .isInstanceOf(RecordUnavailableException.class);
        assertThat(log.head().size()).isZero();
    }

    @Test
    void aPolicyThatCannotBeKeptCannotBeDecidedOn() {
        var digest = "0".repeat(64);
        policies.setUnavailable(true);

        assertThatThrownBy(() -> decisions.keepPolicy(digest, new byte[1]))
                .isInstanceOf(RecordUnavailableException.class);
        policies.setUnavailable(false);
        assertThatNoException().isThrownBy(() -> decisions.keepPolicy(digest, new byte[1]));

        assertThat(policies.find(digest)).contains(new byte[1]);
    }

    @Test
    void aPolicyThatIsKnownToBeKeptNeedsNoDatabase() throws Exception {
        var digest = "0".repeat(64);
        decisions.keepPolicy(digest, new byte[1]);
        policies.setUnavailable(true);

        assertThatNoException().isThrownBy(() -> decisions.keepPolicy(digest, new byte[1]));
    }

    @Test
    void decisionsGoOnWhileTheRowsCannotBeWritten() throws Exception {
        rows.setAvailable(false);
        decisions.append(decision("sluis 1", Moment.RELEASE, null, "agreement-1"));
        rows.setAvailable(true);

        assertThat(decisions.list(new Decisions.Query(
                        Optional.of("agreement-1"), Optional.empty(), Optional.empty(), Optional.empty(), 10)))
                .hasSize(1);
    }

    @Test
    void knowsTheLatestTimeOnRecordAfterARestart() throws Exception {
        decisions.append(decision("sluis 1", Moment.RELEASE, null, null));

        var restarted = new LoggedDecisions(
                new Recorder(log, streams, projection, "did:web:maker.example", "test", Clock.systemUTC()), policies);

        assertThat(restarted.latest()).isEqualTo(Instant.ofEpochMilli(log.lastTime()));
    }

    private static DecisionRecord decision(String evaluator, Moment moment, String party, String agreement) {
        return new DecisionRecord(
                UUID.randomUUID(),
                Instant.parse("2026-11-21T10:00:00Z"),
                moment,
                false,
                Optional.ofNullable(party),
                Optional.ofNullable(agreement),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                evaluator);
    }
}
