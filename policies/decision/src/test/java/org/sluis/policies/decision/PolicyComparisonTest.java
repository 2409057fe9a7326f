// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.policies.decision.PolicyRelation.EQUAL;
import static org.sluis.policies.decision.PolicyRelation.INCOMPARABLE;
import static org.sluis.policies.decision.PolicyRelation.NARROWER;
import static org.sluis.policies.decision.PolicyRelation.WIDER;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;

class PolicyComparisonTest {

    private static final String CONTEXT =
            "{\"odrl\":\"http://www.w3.org/ns/odrl/2/\"," + "\"sluis\":\"https://w3id.org/sluis/policy/1/\"}";

    private static Policy policy(String rules) {
        var written = "{\"@context\":" + CONTEXT + ",\"@type\":\"odrl:Set\"," + rules.replace('\'', '"') + "}";
        var reading = PolicyReader.read(written);
        assertThat(reading).as(reading.toString()).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).policy();
    }

    private static String is(String leftOperand, String operator, String rightOperand) {
        return "{'odrl:leftOperand':'%s','odrl:operator':'odrl:%s','odrl:rightOperand':'%s'}"
                .formatted(leftOperand, operator, rightOperand);
    }

    private static String use(String... constraints) {
        return "{'odrl:action':'odrl:use','odrl:constraint':[" + String.join(",", constraints) + "]}";
    }

    private static String permission(String... rules) {
        return "'odrl:permission':[" + String.join(",", rules) + "]";
    }

    private static String inform(String within) {
        return permission("{'odrl:action':'odrl:use','odrl:duty':{'odrl:action':'odrl:inform','odrl:constraint':"
                + is("sluis:within", "lteq", within) + "}}");
    }

    private static PolicyComparison compare(String first, String second) {
        return PolicyComparison.of(policy(first), policy(second));
    }

    @ParameterizedTest
    @CsvSource({
        "odrl:dateTime, lteq, 2026-12-31T00:00:00Z, lteq, 2027-06-30T00:00:00Z",
        "odrl:dateTime, lt, 2027-06-30T00:00:00Z, lteq, 2027-06-30T00:00:00Z",
        "odrl:dateTime, gt, 2027-06-30T00:00:00.000000001Z, gteq, 2027-06-30T00:00:00.000000001Z",
        "sluis:sinceAgreement, lteq, P30D, lteq, P90D",
        "sluis:sinceAgreement, lt, PT2S, lt, PT3S",
        "sluis:sinceAgreement, gt, PT2S, gteq, PT2S",
        "odrl:elapsedTime, lteq, PT1H, lteq, P1D",
        "odrl:delayPeriod, gteq, P2D, gteq, P1D",
        "odrl:count, lteq, 4, lteq, 5",
        "odrl:count, lt, 5, lteq, 5",
        "sluis:lease, lteq, PT15M, lteq, PT1H",
        "sluis:hops, lt, 3, lteq, 3",
        "odrl:recipient, eq, did:web:a.example, neq, did:web:b.example",
        "odrl:purpose, eq, urn:a, neq, urn:b",
        "odrl:spatial, eq, AA, neq, AB",
        "odrl:systemDevice, eq, NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs, , ",
        "sluis:disclosure, eq, own-orders, , ",
        "sluis:membership, eq, did:web:chain.example, , ",
        "sluis:role, eq, steelmaker, , ",
        "sluis:label, eq, gold, , ",
        "sluis:connector, eq, enforcing, , ",
    })
    void aStricterConditionIsNarrowerAndTheOtherWayRoundWider(
            String operand, String operator, String right, String otherOperator, String otherRight) {
        var strict = permission(use(is(operand, operator, right)));
        var lax = otherOperator == null
                ? permission("{'odrl:action':'odrl:use'}")
                : permission(use(is(operand, otherOperator, otherRight)));

        var narrower = compare(strict, lax);
        var wider = compare(lax, strict);

        assertThat(narrower.relation()).isEqualTo(NARROWER);
        assertThat(narrower.counterExamples())
                .singleElement()
                .satisfies(example -> assertThat(example.allowedByFirst()).isFalse());
        assertThat(wider.relation()).isEqualTo(WIDER);
        assertThat(wider.counterExamples())
                .singleElement()
                .satisfies(example -> assertThat(example.allowedByFirst()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "odrl:dateTime, lteq, 2027-01-01T00:00:00Z, lteq, 2027-01-01T01:00:00+01:00",
        "sluis:sinceAgreement, lteq, P1W, lteq, P7D",
        "odrl:count, lteq, 4, lt, 5",
        "sluis:hops, lt, 3, lteq, 2",
        "odrl:elapsedTime, lt, PT60M, lt, PT1H",
    })
    void theSameConditionWrittenOtherwiseIsEqual(
            String operand, String operator, String right, String otherOperator, String otherRight) {
        var comparison = compare(
                permission(use(is(operand, operator, right))), permission(use(is(operand, otherOperator, otherRight))));

        assertThat(comparison).isEqualTo(new PolicyComparison(EQUAL, List.of(), ""));
    }

    @Test
    void whatNoConditionTellsApartIsEqual() {
        var purposes = permission(use(
                "{'odrl:or':[" + is("odrl:purpose", "eq", "urn:a") + "," + is("odrl:purpose", "eq", "urn:b") + "]}"));
        var rules = permission(use(is("odrl:purpose", "eq", "urn:a")), use(is("odrl:purpose", "eq", "urn:b")));

        assertThat(compare(purposes, rules).relation()).isEqualTo(EQUAL);
        assertThat(compare(purposes, rules.replace("'urn:b'", "'urn:c'")).relation())
                .isEqualTo(INCOMPARABLE);
    }

    @Test
    void eachMayAllowWhatTheOtherDoesNot() {
        var comparison = compare(
                permission(use(is("odrl:count", "lteq", "3"))), permission(use(is("odrl:purpose", "eq", "urn:a"))));

        assertThat(comparison.relation()).isEqualTo(INCOMPARABLE);
        assertThat(comparison.counterExamples())
                .extracting(CounterExample::allowedByFirst)
                .containsExactly(true, false);
        assertThat(comparison.reason()).isEmpty();
    }

    @Test
    void aProhibitionMakesNarrowerAndAConditionOfItWiderAgain() {
        var free = permission("{'odrl:action':'odrl:use'}");
        var barred = free + ",'odrl:prohibition':{'odrl:action':'odrl:read'}";
        var atTimes = free + ",'odrl:prohibition':{'odrl:action':'odrl:read','odrl:constraint':"
                + is("odrl:spatial", "eq", "NL") + "}";

        assertThat(compare(barred, free).relation()).isEqualTo(NARROWER);
        assertThat(compare(barred, atTimes).relation()).isEqualTo(NARROWER);
        assertThat(compare(atTimes, free).relation()).isEqualTo(NARROWER);
    }

    @Test
    void aDutyMakesNarrowerAndSoDoesAShorterTime() {
        var free = permission("{'odrl:action':'odrl:use'}");

        assertThat(compare(inform("PT5M"), free).relation()).isEqualTo(NARROWER);
        assertThat(compare(free, inform("PT5M")).relation()).isEqualTo(WIDER);
        assertThat(compare(inform("PT300S"), inform("PT5M")).relation()).isEqualTo(EQUAL);
        assertThat(compare(inform("PT5M"), inform("PT1H")))
                .satisfies(sooner -> assertThat(sooner.relation()).isEqualTo(NARROWER))
                .satisfies(sooner -> assertThat(sooner.reason()).contains("sooner"))
                .satisfies(sooner -> assertThat(sooner.counterExamples()).isEmpty());
        assertThat(compare(inform("PT1H"), inform("PT5M")).relation()).isEqualTo(WIDER);
    }

    @Test
    void lessIsAllowedButADutyHasMoreTimeCannotBeTold() {
        var less = inform("PT1H").replace("'odrl:use'", "'odrl:read'");

        assertThat(compare(less, inform("PT5M")).relation()).isEqualTo(INCOMPARABLE);
        assertThat(compare(less, inform("PT5M")).reason()).contains("opposite directions");
    }

    @Test
    void twoCountersAreNotTakenForOne() {
        var five = is("odrl:count", "lteq", "5");
        var one = permission(use(five));
        var two =
                permission(use(five, is("odrl:purpose", "eq", "urn:a")), use(five, is("odrl:purpose", "eq", "urn:b")));
        var fewer = two.replace("'5'", "'4'");

        assertThat(compare(two, one).relation()).isEqualTo(INCOMPARABLE);
        assertThat(compare(two, one).reason()).contains("counted for each permission");
        assertThat(compare(fewer, two).relation()).isEqualTo(NARROWER);
        assertThat(compare(two, fewer).relation()).isEqualTo(WIDER);
    }

    @Test
    void termsAreComparedAsTheAgreementTheyWouldBecome() {
        var excerpt = permission(use(is("sluis:disclosure", "eq", "own-orders")));
        var example = compare(excerpt, permission("{'odrl:action':'odrl:use'}"))
                .counterExamples()
                .get(0);

        assertThat(example.agreement()).isPresent();
        assertThat(example.request()).contains("\"moment\":\"release\"");
    }

    @Test
    void anAgreementThatNamesOthersIsIncomparable() {
        var agreement = policy(permission("{'odrl:action':'odrl:use'}"));
        var one = agreement.asAgreement("urn:d", "did:web:a.example", "did:web:b.example");
        var other = agreement.asAgreement("urn:d", "did:web:a.example", "did:web:c.example");

        assertThat(PolicyComparison.of(one, other).relation()).isEqualTo(INCOMPARABLE);
        assertThat(PolicyComparison.of(one, agreement).relation()).isEqualTo(INCOMPARABLE);
    }

    @Test
    void severalRolesCanBeHeldTogether() {
        var either = permission(
                use("{'odrl:xone':[" + is("sluis:role", "eq", "a") + "," + is("sluis:role", "eq", "b") + "]}"));
        var any = either.replace("odrl:xone", "odrl:or");

        assertThat(compare(either, any).relation()).isEqualTo(NARROWER);
    }

    @Test
    void saysThatItCannotTellWhereTooMuchWouldHaveToBeLookedAt() {
        var roles = IntStream.range(0, 9)
                .mapToObj(i -> is("sluis:role", "eq", "role" + i))
                .collect(Collectors.joining(","));
        var many = permission(use("{'odrl:or':[" + roles + "]}"));

        var comparison = compare(many, permission(use(is("sluis:role", "eq", "role0"))));

        assertThat(comparison.relation()).isEqualTo(INCOMPARABLE);
        assertThat(comparison.reason()).contains("cannot be told").contains("values of sluis:role");
        assertThat(comparison.counterExamples()).isEmpty();
    }

    @Test
    void doesNotSayWhatNoCaseCanShow() {
        var all = permission("{'odrl:action':'odrl:use'}");
        var never = permission(use(is("odrl:dateTime", "gteq", "0000-01-01T00:00:00Z")));

        assertThat(compare(never, all).relation()).isIn(INCOMPARABLE, NARROWER);
    }
}
