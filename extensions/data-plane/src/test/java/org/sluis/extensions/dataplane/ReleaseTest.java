// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.extensions.dataplane.ServedDataPlane.agreementOf;
import static org.sluis.extensions.dataplane.ServedDataPlane.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.usage.DecisionRecord;

@Timeout(300)
class ReleaseTest {
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

    private static JsonNode problem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = new ObjectMapper().readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotBlank();
        return problem;
    }

    private static void eventually(BooleanSupplier holds) throws InterruptedException {
        for (var i = 0; i < 3000 && !holds.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    @Test
    void deliversTheBytesOfTheSourceAndSaysUnderWhichUse() throws Exception {
        var access = served.access(http(upstream.address("100000")));

        var response =
                served.client().send(served.request(access, "").build(), HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).hasSize(100_000);
        assertThat(response.body()[99_999]).isEqualTo(Upstream.at(99_999));
        assertThat(response.headers().firstValue("Content-Length")).contains("100000");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(response.headers().firstValue("Sluis-Agreement")).contains(agreementOf(access));
        assertThat(response.headers().firstValue("Sluis-Use")).isPresent();
        assertThat(served.records()).extracting(DecisionRecord::allowed).containsExactly(true);
    }

    @Test
    void acceptsATokenWithoutTheWordBearer() throws Exception {
        var access = served.access(http(upstream.address("10")));

        var response = served.send(HttpRequest.newBuilder(access.address())
                .header("Authorization", access.token())
                .build());

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void recordsThePurposeThatIsStated() throws Exception {
        var access = served.access(http(upstream.address("10")));

        served.send(served.request(access, "")
                .header("Sluis-Purpose", "urn:purpose:planning")
                .build());
        served.send(served.request(access, "?purpose=urn%3Apurpose%3Aquality").build());

        assertThat(served.records())
                .extracting(DecisionRecord::purpose)
                .containsExactly(Optional.of("urn:purpose:quality"), Optional.of("urn:purpose:planning"));
    }

    @Test
    void deniesAnotherPurposeThanTheAgreedOneAndSaysWhich() throws Exception {
        served.agreeOn("odrl:purpose", "odrl:eq", "urn:purpose:planning");
        var access = served.access(http(upstream.address("10")));

        var problem = problem(
                served.send(served.request(access, "?purpose=urn:purpose:sales").build()), 403);
        var allowed = served.send(
                served.request(access, "?purpose=urn:purpose:planning").build());

        var reason = problem.path("reasons").path(0);
        assertThat(reason.path("leftOperand").asText()).isEqualTo("odrl:purpose");
        assertThat(reason.path("wanted").asText()).isEqualTo("urn:purpose:planning");
        assertThat(reason.path("observed").asText()).isEqualTo("urn:purpose:sales");
        assertThat(reason.path("pointer").asText()).isNotEmpty();
        assertThat(allowed.statusCode()).isEqualTo(200);
    }

    @Test
    void deniesWithTheReasonWhenTheAgreementHasEnded() throws Exception {
        var access = served.access(http(upstream.address("10")));
        served.agreements.end(agreementOf(access), AgreementState.REVOKED, "wrong product");

        var problem = problem(served.get(access), 403);

        assertThat(problem.path("reasons").findValuesAsText("code")).contains("agreement-not-active");
        assertThat(problem.path("reasons").findValuesAsText("observed")).contains("wrong product");
        assertThat(upstream.sent()).isZero();
        assertThat(served.denials()).hasSize(1);
    }

    @Test
    void deniesASuspendedTransferUntilItIsStartedAgain() throws Exception {
        var agreement = served.agreement();
        var access = served.start(agreement, http(upstream.address("10")));
        served.dataPlane.suspend("transfer-of-" + agreement, "stock-taking");

        var problem = problem(served.get(access), 403);
        var again = served.start(agreement, http(upstream.address("10")));

        assertThat(problem.path("reasons").path(0).path("code").asText()).isEqualTo("transfer-suspended");
        assertThat(problem.path("detail").asText()).contains("stock-taking");
        assertThat(served.get(again).statusCode()).isEqualTo(200);
        assertThat(served.denials()).hasSize(1);
    }

    @Test
    void neverStartsATerminatedTransferAgain() throws Exception {
        var agreement = served.agreement();
        var access = served.start(agreement, http(upstream.address("10")));
        served.dataPlane.terminate("transfer-of-" + agreement, "done");

        problem(served.get(access), 403);
        assertThatThrownBy(() -> served.start(agreement, http(upstream.address("10"))))
                .isInstanceOf(DataPlane.UnservableTransferException.class);
    }

    @Test
    void releasesNothingWhileDecisionsCannotBeRecorded() throws Exception {
        var access = served.access(http(upstream.address("10")));
        served.decisions.setUnavailable(true);

        var problem = problem(served.get(access), 503);
        served.decisions.setUnavailable(false);

        assertThat(problem.path("type").asText()).endsWith("record-unavailable");
        assertThat(upstream.sent()).isZero();
        assertThat(served.get(access).statusCode()).isEqualTo(200);
    }

    @Test
    void givesExactlyTenOfAHundredWhoAskAtOnceTheTenUsesThereAre() throws Exception {
        served.agreeOn("odrl:count", "odrl:lteq", "10");
        var access = served.access(http(upstream.address("5000")));
        var responses = new ArrayList<CompletableFuture<HttpResponse<String>>>();

        for (var i = 0; i < 100; i++) {
            responses.add(served.client()
                    .sendAsync(served.request(access, "").build(), HttpResponse.BodyHandlers.ofString()));
        }
        var statuses = new ArrayList<Integer>();
        for (var response : responses) {
            var got = response.get(30, TimeUnit.SECONDS);
            statuses.add(got.statusCode());
        }

        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(10);
        assertThat(statuses.stream().filter(status -> status == 403 || status == 429 || status == 503))
                .hasSize(90);
        assertThat(upstream.sent()).isEqualTo(50_000);
        assertThat(served.records().stream().filter(DecisionRecord::allowed)).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})
    void allowsNoMethodButGet(String method) throws Exception {
        var access = served.access(http(upstream.address("10")));

        var response = served.send(served.request(access, "")
                .method(method, BodyPublishers.noBody())
                .build());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET");
        assertThat(upstream.sent()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'?after=x', 400",
        "'?after=-1', 400",
        "'?wait=5', 400",
        "'?after=1&wait=31', 400",
        "'?after=1&wait=x', 400",
        "'?after=1&after=2', 400",
        "'?after=1', 400",
        "'?purpose=a&purpose=b', 400",
        "'/more', 404",
        "'%2Fmore', 400"
    })
    void refusesARequestThatDoesNotHoldTogether(String query, int status) throws Exception {
        var access = served.access(http(upstream.address("10")));

        var response = served.send(served.request(access, query).build());

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(upstream.sent()).isZero();
    }

    @Test
    void refusesTwoPurposes() throws Exception {
        var access = served.access(http(upstream.address("10")));

        var response = served.send(served.request(access, "?purpose=urn:a")
                .header("Sluis-Purpose", "urn:b")
                .build());

        problem(response, 400);
    }

    @Test
    void refusesABodyInTheRequest() throws Exception {
        var access = served.access(http(upstream.address("10")));

        var response = served.send(served.request(access, "")
                .method("GET", BodyPublishers.ofString("{}"))
                .build());

        problem(response, 400);
    }

    @Test
    void leavesOtherPathsToOthers() throws Exception {
        var root = "http://127.0.0.1:" + served.port();

        var response = served.send(
                HttpRequest.newBuilder(URI.create(root + "/dsp/catalog")).build());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).doesNotContain("problem");
    }

    @Test
    void answersOversizedHeadersWith431() throws Exception {
        var access = served.access(http(upstream.address("10")));

        var response = served.send(
                served.request(access, "").header("X-Large", "a".repeat(20_000)).build());

        assertThat(response.statusCode()).isEqualTo(431);
        assertThat(upstream.sent()).isZero();
    }

    /** How long after the agreement's end the consumer's connection broke. */
    private Duration timeToCut() throws Exception {
        var access = served.access(http(upstream.address("endless")));
        try (var client = new RawClient(served.port(), 0)) {
            client.get(access);
            assertThat(client.head().get(0)).contains("200");
            client.read(new byte[100_000]);

            var ended = System.nanoTime();
            served.agreements.end(agreementOf(access), AgreementState.REVOKED, "withdrawn");
            client.drain();
            return Duration.ofNanos(System.nanoTime() - ended);
        }
    }

    @Test
    void cutsARunningResponseWithinASecondOfTheAgreementsEnd() throws Exception {
        // on a busy machine one of several tries must do
        var fastest = timeToCut();
        for (var i = 0; i < 4 && fastest.compareTo(Duration.ofSeconds(1)) >= 0; i++) {
            fastest = timeToCut();
        }

        assertThat(fastest).isLessThan(Duration.ofSeconds(1));
        eventually(() -> upstream.broken() > 0);
        assertThat(served.denials()).extracting(DecisionRecord::moment).containsOnly(Moment.RUNNING);
    }

    @Test
    void cutsAConsumerThatReadsSlowlyJustTheSame() throws Exception {
        var access = served.access(http(upstream.address("endless")));
        try (var client = new RawClient(served.port(), 4096)) {
            client.get(access);
            client.head();
            TimeUnit.MILLISECONDS.sleep(300);
            var before = upstream.sent();

            served.agreements.end(agreementOf(access), AgreementState.REVOKED, "withdrawn");
            eventually(() -> served.dataPlane.runningResponses() == 0);
            // it is forgotten just before its connection is closed
            TimeUnit.MILLISECONDS.sleep(200);

            // what this end had received already is all there is left to read
            assertThat(client.drain()).isLessThan(100_000);
            assertThat(before).isLessThan(64 << 20);
        }
        eventually(() -> upstream.broken() == 1);
    }

    @Test
    void theCutBodyIsBrokenNotShort() throws Exception {
        var access = served.access(http(upstream.address("endless")));
        var response =
                served.client().send(served.request(access, "").build(), HttpResponse.BodyHandlers.ofInputStream());

        assertThatThrownBy(() -> {
                    try (var body = response.body()) {
                        body.readNBytes(10_000);
                        served.agreements.end(agreementOf(access), AgreementState.ENDED, "over");
                        body.transferTo(java.io.OutputStream.nullOutputStream());
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void cutsWhenTheTimeOfThePolicyPasses() throws Exception {
        var until = served.clock.instant().plusSeconds(2);
        served.agreeOn("odrl:dateTime", "odrl:lteq", until.toString());
        var access = served.access(http(upstream.address("endless")));
        try (var client = new RawClient(served.port(), 0)) {
            client.get(access);
            client.head();

            client.drain();

            assertThat(served.clock.instant()).isAfterOrEqualTo(until);
        }
        assertThat(served.denials()).extracting(DecisionRecord::moment).containsExactly(Moment.RUNNING);
    }

    @Test
    void cutsWhenTheTransferIsSuspended() throws Exception {
        var access = served.access(http(upstream.address("endless")));
        try (var client = new RawClient(served.port(), 0)) {
            client.get(access);
            client.head();

            served.dataPlane.suspend("transfer-of-" + agreementOf(access), "stock-taking");
            client.drain();
        }
        assertThat(served.denials()).extracting(DecisionRecord::moment).containsExactly(Moment.RUNNING);
    }

    @Test
    void cutsWhenNoDecisionCanBeHad() throws Exception {
        var access = served.access(http(upstream.address("endless")));
        try (var client = new RawClient(served.port(), 0)) {
            client.get(access);
            client.head();

            served.ledgerFailure = new IllegalStateException("the database went away");
            client.drain();
        }
        eventually(() -> upstream.broken() == 1);
    }

    @Test
    void cutsWhenItCannotBeRecordedAnyMoreThatTheResponseGoesOn() throws Exception {
        var access = served.access(http(upstream.address("endless")));
        try (var client = new RawClient(served.port(), 0)) {
            client.get(access);
            client.head();

            served.decisions.setUnavailable(true);
            client.drain();
        } finally {
            served.decisions.setUnavailable(false);
        }
        eventually(() -> upstream.broken() == 1);
    }

    @Test
    void noByteLeavesASecondAfterItIsKnownThatNothingCanBeRecorded() throws Exception {
        // on a busy machine one of several tries must do
        var fastest = timeToCutWithoutARecord();
        for (var i = 0; i < 4 && fastest.compareTo(Duration.ofSeconds(1)) >= 0; i++) {
            fastest = timeToCutWithoutARecord();
        }

        assertThat(fastest).isLessThan(Duration.ofSeconds(1));
    }

    private Duration timeToCutWithoutARecord() throws Exception {
        var access = served.access(http(upstream.address("endless")));
        try (var client = new RawClient(served.port(), 0)) {
            client.get(access);
            client.head();
            client.read(new byte[100_000]);

            served.decisions.setUnavailable(true);
            var unavailable = System.nanoTime();
            client.drain();
            return Duration.ofNanos(System.nanoTime() - unavailable);
        } finally {
            served.decisions.setUnavailable(false);
        }
    }

    @Test
    void aBodyWaitsWhileItIsNotKnownWhetherAnythingCanBeRecordedAndArrivesWhole() throws Exception {
        var length = 1 << 20;
        var access = served.access(http(upstream.address(String.valueOf(length))));
        served.decisions.setStalled(true);

        var response =
                served.client().sendAsync(served.request(access, "").build(), HttpResponse.BodyHandlers.ofByteArray());
        eventually(() -> served.records().stream().anyMatch(record -> record.moment() == Moment.RUNNING));
        assertThat(response).isNotDone();
        served.decisions.setStalled(false);

        assertThat(response.get(30, TimeUnit.SECONDS).body()).hasSize(length);
    }

    @Test
    void stopsReadingTheSourceWhenTheConsumerLeaves() throws Exception {
        var access = served.access(http(upstream.address("endless")));
        try (var client = new RawClient(served.port(), 0)) {
            client.get(access);
            client.head();
            client.read(new byte[10_000]);
        }

        eventually(() -> upstream.broken() == 1);
        eventually(() -> served.dataPlane.runningResponses() == 0);
    }

    @Test
    void neverStartsAStreamMoreThanItBears() throws Exception {
        try (var small = new ServedDataPlane(
                new Limits(3, 2, 4, 2, Duration.ofSeconds(5), Duration.ofSeconds(5)),
                ServedDataPlane.httpSource(Duration.ofSeconds(20)))) {
            var access = small.access(http(upstream.address("endless")));
            try (var first = new RawClient(small.port(), 0);
                    var second = new RawClient(small.port(), 0)) {
                first.get(access);
                second.get(access);
                assertThat(first.head().get(0)).contains("200");
                assertThat(second.head().get(0)).contains("200");

                problem(small.get(access), 429);
            }
            assertThat(small.denials()).isEmpty();
            eventually(() -> small.dataPlane.runningResponses() == 0);
            assertThat(small.get(small.access(http(upstream.address("10")))).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void givesUpOnAConsumerThatDoesNotRead() throws Exception {
        try (var small = new ServedDataPlane(
                new Limits(3, 2, 4, 2, Duration.ofSeconds(5), Duration.ofSeconds(1)),
                ServedDataPlane.httpSource(Duration.ofSeconds(20)))) {
            var access = small.access(http(upstream.address("endless")));
            try (var client = new RawClient(small.port(), 4096)) {
                client.get(access);
                client.head();

                eventually(() -> small.dataPlane.runningResponses() == 0);
            }
            eventually(() -> upstream.broken() == 1);
        }
    }
}
