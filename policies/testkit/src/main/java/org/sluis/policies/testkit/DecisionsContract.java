// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.policies.testkit.Samples.START;
import static org.sluis.policies.testkit.Samples.allowed;
import static org.sluis.policies.testkit.Samples.denied;
import static org.sluis.policies.testkit.Samples.freshId;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Decisions.Query;
import org.sluis.policies.usage.Evidence;

/** What every record of decisions keeps to. Identifiers are fresh: the record need not be empty. */
public abstract class DecisionsContract {

    /** The record under test; the same one within one test. */
    protected abstract Decisions decisions();

    private static Query of(String agreement) {
        return new Query(Optional.of(agreement), Optional.empty(), Optional.empty(), Optional.empty(), 100);
    }

    @Test
    void listsADecisionAsItWasAppended() throws Exception {
        var agreement = freshId();
        var denial = denied(agreement, START.plusMillis(123));

        decisions().append(denial);

        assertThat(decisions().list(of(agreement))).containsExactly(denial);
    }

    @Test
    void keepsADecisionOfWhichLittleIsKnown() throws Exception {
        var dataset = Optional.of("urn:sluis:status:" + freshId());
        Optional<String> none = Optional.empty();
        var bare = new DecisionRecord(
                UUID.randomUUID(),
                START,
                Moment.CATALOG,
                false,
                none,
                none,
                dataset,
                none,
                none,
                none,
                none,
                List.of(),
                "sluis 1");

        decisions().append(bare);

        assertThat(decisions().list(new Query(none, none, dataset, Optional.empty(), 1)))
                .containsExactly(bare);
    }

    @Test
    void keepsTheCredentialsThatWereLookedAt() throws Exception {
        var agreement = freshId();
        var allowed = with(
                allowed(agreement, START),
                List.of(
                        new Evidence(
                                "MembershipCredential",
                                "did:web:authority.example",
                                "urn:uuid:1",
                                "2026-11-21T10:00:00Z"),
                        new Evidence("RoleCredential", "did:web:authority.example", "", "")));

        decisions().append(allowed);

        assertThat(decisions().list(of(agreement))).containsExactly(allowed);
    }

    @Test
    void keepsTheOrderOfReasons() throws Exception {
        var agreement = freshId();
        var sample = denied(agreement, START);
        var reasons = List.of(
                new Reason("/permission/1", "b", "odrl:purpose", "odrl:eq", "urn:p", ""),
                new Reason("", "a", "", "", "", ""),
                new Reason("/permission/0", "b", "sluis:hops", "odrl:lt", "1", "\u00e9\n\"\\"));
        var record = with(sample, sample.purpose(), reasons);

        decisions().append(record);

        assertThat(decisions().list(of(agreement))).containsExactly(record);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nul \u0000 inside", "half \ud83d a pair", "\u202e\ufeff\n\t", "'; drop table decision; --"})
    void aDecisionAboutAnyTextIsRecorded(String hostile) throws Exception {
        var agreement = freshId();
        var sample = denied(agreement, START);
        var reason = new Reason("/permission/0", "not-met", "odrl:purpose", "odrl:eq", "urn:p", hostile);
        var record = with(sample, Optional.of(hostile), List.of(reason));

        decisions().append(record);

        assertThat(decisions().list(of(agreement)))
                .extracting(DecisionRecord::id)
                .containsExactly(record.id());
    }

    @Test
    void listsTheNewestFirstAlsoWithinOneInstant() throws Exception {
        var agreement = freshId();
        var first = allowed(agreement, START);
        var second = denied(agreement, START.plusSeconds(1));
        var third = allowed(agreement, START.plusSeconds(1));
        for (var record : List.of(first, second, third)) {
            decisions().append(record);
        }

        assertThat(decisions().list(of(agreement))).containsExactly(third, second, first);
    }

    @Test
    void everyFilterNarrows() throws Exception {
        var agreement = freshId();
        var allowed = allowed(agreement, START);
        var denied = denied(agreement, START.plusSeconds(1));
        decisions().append(allowed);
        decisions().append(denied);
        decisions().append(allowed(freshId(), START));
        var party = allowed.party();
        var dataset = allowed.dataset();
        var id = Optional.of(agreement);
        Optional<String> other = Optional.of("urn:other:" + freshId());

        assertThat(decisions().list(new Query(id, party, dataset, Optional.of(true), 10)))
                .containsExactly(allowed);
        assertThat(decisions().list(new Query(id, party, dataset, Optional.of(false), 10)))
                .containsExactly(denied);
        assertThat(decisions().list(new Query(other, party, dataset, Optional.empty(), 10)))
                .isEmpty();
        assertThat(decisions().list(new Query(id, other, dataset, Optional.empty(), 10)))
                .isEmpty();
        assertThat(decisions().list(new Query(id, party, other, Optional.empty(), 10)))
                .isEmpty();
    }

    @Test
    void listsNoMoreThanTheLimit() throws Exception {
        var agreement = freshId();
        for (var second = 0; second < 3; second++) {
            decisions().append(allowed(agreement, START.plusSeconds(second)));
        }

        assertThat(decisions()
                        .list(new Query(
                                Optional.of(agreement), Optional.empty(), Optional.empty(), Optional.empty(), 2)))
                .extracting(DecisionRecord::at)
                .containsExactly(START.plusSeconds(2), START.plusSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10_001})
    void refusesALimitOutOfBounds(int limit) {
        var query = new Query(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);

        assertThatThrownBy(() -> decisions().list(query)).isInstanceOf(IllegalArgumentException.class);
    }

    private static DecisionRecord with(DecisionRecord record, Optional<String> purpose, List<Reason> reasons) {
        return new DecisionRecord(
                record.id(),
                record.at(),
                record.moment(),
                record.allowed(),
                record.party(),
                record.agreement(),
                record.dataset(),
                record.action(),
                purpose,
                record.policySha256(),
                record.subject(),
                reasons,
                record.evaluator());
    }

    private static DecisionRecord with(DecisionRecord record, List<Evidence> evidence) {
        return new DecisionRecord(
                record.id(),
                record.at(),
                record.moment(),
                record.allowed(),
                record.party(),
                record.agreement(),
                record.dataset(),
                record.action(),
                record.purpose(),
                record.policySha256(),
                record.subject(),
                record.reasons(),
                record.evaluator(),
                evidence);
    }
}
