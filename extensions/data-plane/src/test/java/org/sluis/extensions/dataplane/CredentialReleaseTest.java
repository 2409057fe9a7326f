// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.extensions.dataplane.ServedDataPlane.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.policies.decision.Facts.Credential;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Evidence;
import org.sluis.policies.usage.PartyCredentials;

/** Releases under an agreement for members only. */
class CredentialReleaseTest {

    private static final String AUTHORITY = "did:web:authority.example";
    private static final PartyCredentials MEMBER = party -> List.of(new Credential(
            "MembershipCredential",
            AUTHORITY,
            Map.of("status", "active"),
            Optional.of("urn:uuid:7"),
            Optional.empty()));

    private Upstream upstream;
    private ServedDataPlane served;

    @BeforeEach
    void serve() throws Exception {
        upstream = new Upstream();
        served = new ServedDataPlane(ServedDataPlane.httpSource(Duration.ofSeconds(20)));
        served.agreeOn("sluis:membership", "odrl:eq", AUTHORITY);
    }

    @AfterEach
    void stop() {
        served.close();
        upstream.close();
    }

    @Test
    void deniesWhoIsNoMemberAndSaysWhatIsMissing() throws Exception {
        var access = served.access(http(upstream.address("10")));

        var response = served.get(access);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("sluis:membership", AUTHORITY);
        assertThat(upstream.sent()).isZero();
    }

    @Test
    void releasesToAMemberAndRecordsTheCredential() throws Exception {
        served.credentials = MEMBER;
        var access = served.access(http(upstream.address("10")));

        assertThat(served.get(access).statusCode()).isEqualTo(200);

        assertThat(served.records())
                .singleElement()
                .satisfies(record -> assertThat(record.evidence())
                        .containsExactly(new Evidence("MembershipCredential", AUTHORITY, "urn:uuid:7", "")));
    }

    /** How long after the credential was gone the consumer's connection broke. */
    private Duration timeToCut() throws Exception {
        served.credentials = MEMBER;
        var access = served.access(http(upstream.address("endless")));
        try (var client = new RawClient(served.port(), 0)) {
            client.get(access);
            assertThat(client.head().get(0)).contains("200");
            client.read(new byte[100_000]);

            var gone = System.nanoTime();
            served.credentials = PartyCredentials.none();
            client.drain();
            return Duration.ofNanos(System.nanoTime() - gone);
        }
    }

    @Test
    void cutsARunningResponseWithinASecondOfTheCredentialsEnd() throws Exception {
        // on a busy machine one of several tries must do
        var fastest = timeToCut();
        for (var i = 0; i < 4 && fastest.compareTo(Duration.ofSeconds(1)) >= 0; i++) {
            fastest = timeToCut();
        }

        assertThat(fastest).isLessThan(Duration.ofSeconds(1));
        assertThat(served.denials()).extracting(DecisionRecord::moment).containsOnly(Moment.RUNNING);
        assertThat(served.denials().get(0).reasons()).extracting("leftOperand").containsExactly("sluis:membership");
    }

    @Test
    void cutsWhenCredentialsCannotBeRead() throws Exception {
        served.credentials = MEMBER;
        var access = served.access(http(upstream.address("endless")));
        try (var client = new RawClient(served.port(), 0)) {
            client.get(access);
            client.head();

            served.credentials = party -> {
                throw new IllegalStateException("as if");
            };
            client.drain();
        }

        assertThat(served.denials().get(0).reasons()).extracting("code").containsExactly("evaluation-failed");
    }
}
