// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.decision.Facts.FirstUse;
import org.sluis.policies.decision.Facts.Uses;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;

class TimeBoundariesTest {

    private static final Facts KNOWN = new Facts(
            Optional.empty(),
            Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
            FirstUse.at(Instant.parse("2026-02-01T00:00:00Z")),
            Uses.unknown(),
            List.of(),
            Map.of(),
            Optional.of(Instant.parse("2026-03-01T00:00:00Z")),
            Optional.empty(),
            Optional.empty());

    private static String constraint(String left, String operator, String right) {
        return "{'odrl:leftOperand':'%s','odrl:operator':'odrl:%s','odrl:rightOperand':'%s'}"
                .formatted(left, operator, right);
    }

    private static Policy policy(String permitted, String prohibited) {
        var written = ("{'@context':{'odrl':'http://www.w3.org/ns/odrl/2/','sluis':'https://w3id.org/sluis/policy/1/'},"
                        + "'@type':'odrl:Set','odrl:permission':[{'odrl:action':'odrl:use','odrl:constraint':["
                        + permitted
                        + "]}]"
                        + (prohibited.isEmpty()
                                ? ""
                                : ",'odrl:prohibition':[{'odrl:action':'odrl:use','odrl:constraint':[" + prohibited
                                        + "]}]")
                        + "}")
                .replace('\'', '"');
        var reading = PolicyReader.read(written);
        assertThat(reading).as(reading.toString()).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).policy();
    }

    private static List<String> all(Policy policy, Facts facts) {
        var boundaries = TimeBoundaries.of(policy, facts);
        var found = new ArrayList<String>();
        for (var next = boundaries.after(Instant.EPOCH); next.isPresent(); next = boundaries.after(next.get())) {
            found.add(next.get().toString());
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "odrl:dateTime, lt, 2026-05-05T00:00:00Z, 2026-05-05T00:00:00Z",
        "odrl:dateTime, gteq, 2026-05-05T00:00:00Z, 2026-05-05T00:00:00Z",
        "odrl:dateTime, lteq, 2026-05-05T00:00:00Z, 2026-05-05T00:00:00.000000001Z",
        "odrl:dateTime, gt, 2026-05-05T00:00:00Z, 2026-05-05T00:00:00Z 2026-05-05T00:00:00.000000001Z",
        "sluis:sinceAgreement, lt, P1D, 2026-01-02T00:00:00Z",
        "sluis:sinceAgreement, lteq, P1D, 2026-01-02T00:00:00.000000001Z",
        "odrl:delayPeriod, gteq, P2D, 2026-01-03T00:00:00Z",
        "odrl:elapsedTime, lt, PT1H, 2026-02-01T01:00:00Z",
        "sluis:lease, lteq, PT1H, 2026-02-28T23:00:00Z 2026-03-01T00:00:00Z",
        "odrl:recipient, eq, did:web:a, ''"
    })
    void aDecisionCanChangeWhereAConstraintDoes(String left, String operator, String right, String expected) {
        assertThat(String.join(" ", all(policy(constraint(left, operator, right), ""), KNOWN)))
                .isEqualTo(expected);
    }

    @Test
    void whatIsNotKnownYetHasNoBoundary() {
        var policy = policy(
                String.join(
                        ",",
                        constraint("sluis:sinceAgreement", "lt", "P1D"),
                        constraint("odrl:elapsedTime", "lt", "P1D"),
                        constraint("sluis:lease", "lteq", "PT1H")),
                "");

        assertThat(all(policy, Facts.none())).isEmpty();
        assertThat(all(policy, KNOWN)).hasSize(4);
    }

    @Test
    void prohibitionsAndMembersOfConnectivesCountToo() {
        var either = "{'odrl:or':[" + constraint("odrl:dateTime", "lt", "2026-05-05T00:00:00Z") + ","
                + constraint("odrl:dateTime", "gteq", "2026-06-06T00:00:00Z") + "]}";

        assertThat(all(policy(either, constraint("odrl:dateTime", "gteq", "2026-07-07T00:00:00Z")), KNOWN))
                .containsExactly("2026-05-05T00:00:00Z", "2026-06-06T00:00:00Z", "2026-07-07T00:00:00Z");
    }
}
