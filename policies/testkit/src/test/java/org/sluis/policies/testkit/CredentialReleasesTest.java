// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Facts.Credential;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.Evidence;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;
import org.sluis.policies.usage.ReleaseRequest;
import org.sluis.policies.usage.ReleaseRuling;
import org.sluis.policies.usage.Releases;

class CredentialReleasesTest {

    private static final String PROVIDER = "did:web:parts.example";
    private static final String BUILDER = "did:web:builder.example";
    private static final String AUTHORITY = "did:web:authority.example";
    private static final String DATASET = "urn:sluis:production-status:own-orders";
    private static final Instant SIGNED = Instant.parse("2026-11-21T10:00:00Z");
    private static final ReleaseRequest ASKED =
            new ReleaseRequest("transfer-1", "a", BUILDER, DATASET, Optional.empty(), Optional.empty());
    private static final String MEMBERS = "\"odrl:constraint\":[{\"odrl:leftOperand\":\"sluis:membership\","
            + "\"odrl:operator\":\"odrl:eq\",\"odrl:rightOperand\":\"" + AUTHORITY + "\"}]";
    private static final Credential MEMBER = new Credential(
            "MembershipCredential",
            AUTHORITY,
            Map.of("status", "active"),
            Optional.of("urn:uuid:7"),
            Optional.of(SIGNED));

    private final InMemoryAgreements agreements = new InMemoryAgreements();
    private final InMemoryDecisions decisions = new InMemoryDecisions();
    private PartyCredentials shown = PartyCredentials.none();
    private final Releases releases = new Releases(
            new InMemoryUsageLedger(agreements, decisions, new SettableClock(SIGNED.plusSeconds(60))),
            decisions,
            new Partners(List.of()),
            party -> shown.current(party));

    @ParameterizedTest
    @CsvSource({
        "sluis:membership,did:web:authority.example,MembershipCredential,status,active",
        "sluis:role,supplier,RoleCredential,role,supplier",
        "sluis:label,gold,LabelCredential,label,gold",
        "sluis:connector,enforcing,ConnectorCredential,connector,enforcing"
    })
    void releasesAndGoesOnOnlyWhileThePartyHasTheCredential(
            String leftOperand, String wanted, String type, String claim, String value) throws Exception {
        agree("\"odrl:constraint\":[{\"odrl:leftOperand\":\"" + leftOperand
                + "\",\"odrl:operator\":\"odrl:eq\",\"odrl:rightOperand\":\"" + wanted + "\"}]");
        assertThat(reasons(releases.release(ASKED)))
                .extracting(Reason::leftOperand)
                .containsExactly(leftOperand);

        shownByBuilder(new Credential(type, AUTHORITY, Map.of(claim, value)));
        assertThat(releases.release(ASKED)).isInstanceOf(ReleaseRuling.Allowed.class);
        assertThat(releases.recheck(ASKED)).isEmpty();

        shown = PartyCredentials.none();
        assertThat(releases.recheck(ASKED)).extracting(Reason::leftOperand).containsExactly(leftOperand);
        assertThat(newest().moment()).isEqualTo(Moment.RUNNING);
    }

    @Test
    void anotherAuthoritysMembershipOrAnotherStatusIsNotEnough() throws Exception {
        agree(MEMBERS);

        shownByBuilder(new Credential("MembershipCredential", "did:web:other.example", Map.of("status", "active")));
        assertThat(releases.release(ASKED)).isInstanceOf(ReleaseRuling.Denied.class);

        shownByBuilder(new Credential("MembershipCredential", AUTHORITY, Map.of("status", "suspended")));
        assertThat(reasons(releases.release(ASKED)))
                .extracting(Reason::observed)
                .containsExactly("suspended");
    }

    @Test
    void recordsWhichCredentialsItLookedAtAndNoOthers() throws Exception {
        agree(MEMBERS);
        shownByBuilder(MEMBER, new Credential("RoleCredential", AUTHORITY, Map.of("role", "supplier")));

        releases.release(ASKED);

        assertThat(newest().evidence())
                .containsExactly(new Evidence("MembershipCredential", AUTHORITY, "urn:uuid:7", "2026-11-21T10:00:00Z"));
    }

    @Test
    void deniesAPolicyOnCredentialsWhileTheyCannotBeReadAndNoOther() throws Exception {
        shown = party -> {
            throw new IllegalStateException("the database went away");
        };
        agree(MEMBERS);

        assertThat(reasons(releases.release(ASKED)))
                .extracting(Reason::code)
                .containsExactly(Releases.EVALUATION_FAILED);
        agreements.end("a", AgreementState.ENDED, "replaced");
        agreements.freeze(agreed("b", ""));
        var other = new ReleaseRequest("transfer-2", "b", BUILDER, DATASET, Optional.empty(), Optional.empty());
        assertThat(releases.release(other)).isInstanceOf(ReleaseRuling.Allowed.class);
    }

    @Test
    void asksForCredentialsOnceForEachDecision() throws Exception {
        agree(MEMBERS);
        var asked = new AtomicInteger();
        shown = party -> {
            asked.incrementAndGet();
            return List.of(MEMBER);
        };

        releases.release(ASKED);

        assertThat(asked).hasValue(1);
    }

    private void shownByBuilder(Credential... credentials) {
        shown = party -> party.equals(BUILDER) ? List.of(credentials) : List.of();
    }

    private void agree(String constraint) {
        agreements.freeze(agreed("a", constraint));
    }

    private static Agreement agreed(String id, String constraint) {
        var rest = constraint.isEmpty() ? "" : "," + constraint;
        var reading = (Reading.Valid) PolicyReader.read("{\"@context\":{\"odrl\":\"http://www.w3.org/ns/odrl/2/\","
                + "\"sluis\":\"https://w3id.org/sluis/policy/1/\"},\"@type\":\"odrl:Set\","
                + "\"odrl:permission\":[{\"odrl:action\":\"odrl:use\"" + rest + "}]}");
        var canonical = AgreedPolicy.of(id, PROVIDER, BUILDER, DATASET, SIGNED, reading.policy())
                .orElseThrow()
                .canonical();
        return new Agreement(
                id,
                Agreement.Side.PROVIDER,
                PROVIDER,
                BUILDER,
                DATASET,
                SIGNED,
                canonical.json(),
                canonical.sha256(),
                AgreementState.ACTIVE,
                Optional.empty());
    }

    private static List<Reason> reasons(ReleaseRuling ruling) {
        assertThat(ruling).isInstanceOf(ReleaseRuling.Denied.class);
        return ((ReleaseRuling.Denied) ruling).reasons();
    }

    private DecisionRecord newest() {
        return decisions
                .list(new Decisions.Query(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 1))
                .get(0);
    }
}
