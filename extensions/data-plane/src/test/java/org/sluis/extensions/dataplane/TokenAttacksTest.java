// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluis.extensions.dataplane.ServedDataPlane.http;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.dataplane.DataPlane.Access;
import org.sluis.extensions.dataplane.DataPlane.Transfer;

@Timeout(300)
class TokenAttacksTest {
    private Upstream upstream;
    private ServedDataPlane served;

    @BeforeEach
    void serve() throws Exception {
        upstream = new Upstream();
        served = new ServedDataPlane(ServedDataPlane.httpSource(Duration.ofSeconds(20)));
    }

    @AfterEach
    void stop() {
        served.close();
        upstream.close();
    }

    private HttpResponse<String> fetch(Access access, Optional<String> authorization) throws Exception {
        var request = HttpRequest.newBuilder(access.address());
        authorization.ifPresent(value -> request.header("Authorization", value));
        return served.send(request.build());
    }

    private void assertRefused(Access access, Optional<String> authorization, String code) throws Exception {
        var before = served.denials().size();

        var response = fetch(access, authorization);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
        assertThat(response.body()).contains("problem/" + code);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(upstream.sent()).isZero();
        assertThat(served.denials()).hasSize(before + 1);
        assertThat(served.denials().get(0).party()).isEmpty();
        assertThat(served.denials().get(0).reasons().get(0).code()).isEqualTo(code);
        authorization.ifPresent(
                token -> assertThat(served.denials().get(0).toString()).doesNotContain(token));
    }

    @Test
    void refusesAndRecordsEveryTokenThatIsNotOurs() throws Exception {
        var access = served.access(http(upstream.address("10")));
        var theirKey =
                new ECKeyGenerator(Curve.P_256).keyID(served.key.getKeyID()).generate();
        var transfer = new Transfer(
                access.address().getPath().substring("/data/".length()),
                ServedDataPlane.agreementOf(access),
                ServedDataPlane.CONSUMER,
                ServedDataPlane.DATASET,
                http("http://127.0.0.1/"));
        var audience = "http://127.0.0.1:" + served.port() + "/data";
        var life = Duration.ofMinutes(5);
        var forged = new AccessTokens(theirKey, ServedDataPlane.ISSUER, audience, life, served.clock);
        var elsewhere = new AccessTokens(served.key, ServedDataPlane.ISSUER, "http://other/data", life, served.clock);
        var yesterday = Clock.offset(served.clock, Duration.ofDays(-1));
        var old = new AccessTokens(served.key, ServedDataPlane.ISSUER, audience, life, yesterday);

        assertRefused(access, Optional.empty(), "token-missing");
        assertRefused(access, Optional.of("Basic dXNlcjpwYXNz"), "token-malformed");
        assertRefused(access, Optional.of("Bearer"), "token-malformed");
        assertRefused(access, Optional.of(forged.issue(transfer).token()), "token-signature");
        assertRefused(access, Optional.of(elsewhere.issue(transfer).token()), "token-audience");
        assertRefused(access, Optional.of(old.issue(transfer).token()), "token-expired");
    }

    @Test
    void refusesTheTokenOfAnotherTransfer() throws Exception {
        var mine = served.access(http(upstream.address("10")));
        var theirs = served.access(http(upstream.address("10")));

        assertRefused(theirs, Optional.of(mine.token()), "token-transfer");
        assertThat(fetch(mine, Optional.of(mine.token())).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAGenuineTokenForAFlowThatIsNotThere() throws Exception {
        var tokens = new AccessTokens(
                served.key,
                ServedDataPlane.ISSUER,
                "http://127.0.0.1:" + served.port() + "/data",
                Duration.ofMinutes(5),
                served.clock);
        var known = served.access(http(upstream.address("10")));
        var unknown = new Transfer(
                "gone",
                ServedDataPlane.agreementOf(known),
                ServedDataPlane.CONSUMER,
                ServedDataPlane.DATASET,
                http("http://127.0.0.1/"));
        var otherDataset = new Transfer(
                known.address().getPath().substring("/data/".length()),
                ServedDataPlane.agreementOf(known),
                ServedDataPlane.CONSUMER,
                "urn:another",
                http("http://127.0.0.1/"));

        assertRefused(
                new Access(known.address().resolve("/data/gone"), "", known.expiresAt()),
                Optional.of(tokens.issue(unknown).token()),
                "token-transfer");
        assertRefused(known, Optional.of(tokens.issue(otherDataset).token()), "token-transfer");
    }
}
