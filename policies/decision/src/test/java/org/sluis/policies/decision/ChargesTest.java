// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.odrl.Policy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;

/** Which limits a use is charged to: a count that may fail without the permission failing is no limit. */
class ChargesTest {

    private static final String THREE =
            "{'odrl:leftOperand':'odrl:count','odrl:operator':'odrl:lteq','odrl:rightOperand':'3'}";
    private static final String FIVE = THREE.replace("'3'", "'5'");
    private static final String OURS =
            "{'odrl:leftOperand':'odrl:recipient','odrl:operator':'odrl:eq','odrl:rightOperand':'did:web:b'}";

    private static Policy policy(String constraints) {
        var reading = PolicyReader.read(("{'@context':{'odrl':'http://www.w3.org/ns/odrl/2/'},'@type':'odrl:Set',"
                        + "'odrl:permission':[{'odrl:action':'odrl:use','odrl:constraint':[" + constraints + "]}]}")
                .replace('\'', '"'));
        assertThat(reading).as(reading.toString()).isInstanceOf(Reading.Valid.class);
        return ((Reading.Valid) reading).policy().asAgreement("urn:d", "did:web:a", "did:web:b");
    }

    private static Decision decide(CompiledPolicy policy, Optional<String> target, Optional<String> disclosure) {
        var request = new Request(
                Moment.RELEASE,
                "http://www.w3.org/ns/odrl/2/use",
                target,
                Optional.of("did:web:b"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-11-21T10:00:00Z"));
        var none = Facts.none();
        var facts = new Facts(
                Optional.of(Facts.AgreementState.ACTIVE),
                none.agreedAt(),
                none.firstUse(),
                (rule, window) -> Optional.of(0L),
                List.of(),
                none.duties(),
                none.leaseNotAfter(),
                none.hops(),
                disclosure);
        return Decider.decide(policy, request, facts);
    }

    @ParameterizedTest
    @CsvSource({
        "THREE, 3",
        "THREE|FIVE, 3",
        "FIVE|THREE, 3",
        "and[THREE|OURS], 3",
        "or[THREE], 3",
        "xone[THREE], 3",
        "or[THREE|OURS], none",
        "xone[THREE|FIVE|or[OURS]], none",
        "or[THREE|OURS]|FIVE, 5"
    })
    void aUseIsChargedToWhatLimitsIt(String constraints, String limit) {
        var written = constraints
                .replace("xone[", "{'odrl:xone':[")
                .replace("and[", "{'odrl:and':[")
                .replaceAll("(?<![a-z:])or\\[", "{'odrl:or':[")
                .replace("]", "]}")
                .replace("|", ",")
                .replace("THREE", THREE)
                .replace("FIVE", FIVE)
                .replace("OURS", OURS);
        var compiled = CompiledPolicy.of(policy(written));

        var charges = Charges.of("permission/0", compiled.permissions()[0].condition());

        assertThat(charges).hasSize(1);
        assertThat(charges.get(0).limit()).isEqualTo(limit.equals("none") ? Charges.NO_LIMIT : Long.parseLong(limit));
    }

    @Test
    void theSameRulesAreDecidedAlikeAboutOtherData() {
        var compiled = CompiledPolicy.of(policy(THREE));
        var other = compiled.withSameRules(policy(THREE).asAgreement("urn:other", "did:web:a", "did:web:b"));

        assertThat(decide(compiled, Optional.of("urn:d"), Optional.empty()).allows())
                .isTrue();
        assertThat(decide(other, Optional.of("urn:d"), Optional.empty()).allows())
                .isFalse();
        var allowed = decide(other, Optional.of("urn:other"), Optional.empty());
        assertThat(allowed.allows()).isTrue();
        assertThat(allowed.charges()).hasSize(1);
    }

    @Test
    void blankTextsAreNoValues() {
        var compiled = CompiledPolicy.of(policy(THREE));

        assertThat(decide(compiled, Optional.of(" "), Optional.empty()).reasons())
                .extracting(Reason::pointer)
                .contains("/request/target");
        assertThat(decide(compiled, Optional.of("urn:d"), Optional.of(" ")).reasons())
                .extracting(Reason::pointer)
                .contains("/facts/disclosure");
    }
}
