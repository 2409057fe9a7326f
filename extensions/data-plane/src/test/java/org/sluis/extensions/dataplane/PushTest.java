// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluis.extensions.dataplane.ServedDataPlane.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.dataplane.DataPlane.UnservableTransferException;
import org.sluis.extensions.dataplane.Push.Ending;
import org.sluis.extensions.dataplane.Sink.Behaviour;
import org.sluis.extensions.web.AddressPolicy;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Peers;
import org.sluis.extensions.web.Trust;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.usage.DecisionRecord;

/** What leaves when a consumer asks that its data be brought, to real servers. */
@Timeout(60)
class PushTest {
    private static final String LENGTH = "3000001";

    private final InMemoryPushes pushes = new InMemoryPushes();
    private final Map<String, Ending> told = new ConcurrentHashMap<>();
    private volatile boolean controlPlaneBusy;
    private Upstream upstream;
    private ServedDataPlane served;
    private PushDataPlane pushing;

    @BeforeEach
    void serve() throws Exception {
        upstream = new Upstream();
        served = new ServedDataPlane(ServedDataPlane.httpSource(Duration.ofSeconds(10)));
        pushing = pushing(true);
    }

    private PushDataPlane pushing(boolean loopback) {
        var peers = new Peers(GuardedDns.system(new AddressPolicy(Set.of(), loopback)), Trust.system());
        return PushDataPlane.beside(served.dataPlane, pushes, this::tell, peers, Duration.ofSeconds(2));
    }

    private boolean tell(String transfer, Ending ending) {
        if (!controlPlaneBusy) {
            told.put(transfer, ending);
        }
        return !controlPlaneBusy;
    }

    @AfterEach
    void close() {
        pushing.close();
        served.close();
        upstream.close();
    }

    private static void await(BooleanSupplier wanted) throws InterruptedException {
        for (var i = 0; i < 2_000 && !wanted.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(wanted.getAsBoolean()).isTrue();
    }

    private String push(String agreement, SourceAddress destination, String source) throws Exception {
        var transfer = "transfer-of-" + agreement;
        pushing.start(
                new DataPlane.Transfer(
                        transfer,
                        agreement,
                        ServedDataPlane.CONSUMER,
                        ServedDataPlane.DATASET,
                        http(upstream.address(source))),
                destination);
        pushing.begin(transfer);
        return transfer;
    }

    private Ending ending(String transfer) throws InterruptedException {
        await(() -> told.containsKey(transfer));
        return told.get(transfer);
    }

    private long releases(boolean allowed) {
        return served.records().stream()
                .filter(record -> record.moment() == Moment.RELEASE && record.allowed() == allowed)
                .count();
    }

    @Test
    void bringsTheDataOnceAndSaysSo() throws Exception {
        try (var sink = new Sink()) {
            var agreement = served.agreement();

            var transfer = push(agreement, sink.address(), LENGTH);

            assertThat(ending(transfer)).isEqualTo(new Ending(true, ""));
            assertThat(sink.arrived).hasSize(1);
            var arrived = sink.arrived.get(0);
            assertThat(arrived.method()).isEqualTo("POST");
            assertThat(arrived.body().bytes()).isEqualTo(Long.parseLong(LENGTH));
            assertThat(arrived.headers())
                    .containsEntry("Authorization", "Bearer one-time-secret")
                    .containsEntry("Sluis-Agreement", agreement);
            await(() -> served.delivered.size() == 1);
            var delivered = served.delivered.get(0);
            assertThat(delivered.whole()).isTrue();
            assertThat(delivered.sha256()).isEqualTo(arrived.body().sha256());
            assertThat(delivered.use()).hasToString(arrived.headers().get("Sluis-Use"));
            assertThat(releases(true)).isOne();
            await(pushes::isEmpty);
            assertThat(served.flows.find(transfer).orElseThrow().state()).isEqualTo(DataFlow.State.TERMINATED);
        }
    }

    @Test
    void bringsAnEmptyBody() throws Exception {
        try (var sink = new Sink()) {
            assertThat(ending(push(served.agreement(), sink.address(), "0")).delivered())
                    .isTrue();
            assertThat(sink.arrived.get(0).body().bytes()).isZero();
        }
    }

    @Test
    void bringsNothingThatIsDenied() throws Exception {
        served.agreeOn("odrl:purpose", "odrl:eq", "urn:purpose:planning");
        try (var sink = new Sink()) {
            var ending = ending(push(served.agreement(), sink.address(), LENGTH));

            assertThat(ending.delivered()).isFalse();
            assertThat(ending.reason()).contains("denied", "odrl:purpose", "urn:purpose:planning");
            assertThat(sink.arrived).isEmpty();
            assertThat(releases(false)).isOne();
            assertThat(served.delivered).isEmpty();
        }
    }

    @Test
    void decidesOnThePurposeThatTheConsumerStates() throws Exception {
        served.agreeOn("odrl:purpose", "odrl:eq", "urn:purpose:planning");
        try (var sink = new Sink()) {
            var address = new HashMap<>(sink.address().properties());
            address.put("purpose", "urn:purpose:planning");

            var transfer = push(served.agreement(), new SourceAddress("HttpData", address), "10");

            assertThat(ending(transfer).delivered()).isTrue();
        }
    }

    @Test
    void triesAgainWhileTheDestinationIsBusyAndCountsOnlyWhatLeft() throws Exception {
        served.agreeOn("odrl:count", "odrl:lteq", "1");
        try (var sink = new Sink(Behaviour.BUSY, Behaviour.BUSY)) {
            var transfer = push(served.agreement(), sink.address(), LENGTH);

            assertThat(ending(transfer).delivered()).isTrue();
            assertThat(sink.arrived).hasSize(1);
            await(() -> served.delivered.size() == 1);
        }
    }

    @Test
    void aDestinationThatDiesAmidTheBodyIsTriedAgainAsAnotherUse() throws Exception {
        try (var sink = new Sink(Behaviour.BREAK_OFF)) {
            var transfer = push(served.agreement(), sink.address(), LENGTH);

            assertThat(ending(transfer).delivered()).isTrue();
            await(() -> served.delivered.size() == 2);
            assertThat(served.delivered.get(0).whole()).isFalse();
            assertThat(served.delivered.get(1).whole()).isTrue();
            assertThat(served.delivered.get(0).use())
                    .isNotEqualTo(served.delivered.get(1).use());
            assertThat(releases(true)).isEqualTo(2);
        }
    }

    @Test
    void anotherUseThanTheAgreementHasIsDeniedAlsoAfterABreak() throws Exception {
        served.agreeOn("odrl:count", "odrl:lteq", "1");
        try (var sink = new Sink(Behaviour.BREAK_OFF)) {
            var ending = ending(push(served.agreement(), sink.address(), LENGTH));

            assertThat(ending.delivered()).isFalse();
            assertThat(ending.reason()).contains("denied", "odrl:count");
            assertThat(sink.arrived).isEmpty();
        }
    }

    @Test
    void whatTheConsumerHasAlreadyIsNotSentAgainWhenItsAnswerWasLost() throws Exception {
        served.agreeOn("odrl:count", "odrl:lteq", "2");
        try (var sink = new Sink(Behaviour.TAKE_WITHOUT_ANSWER, Behaviour.TAKE_NOTHING)) {
            var transfer = push(served.agreement(), sink.address(), LENGTH);

            assertThat(ending(transfer).delivered()).isTrue();
            assertThat(sink.arrived).hasSize(1);
            assertThat(served.delivered).hasSize(1);
        }
    }

    @Test
    void aRefusalOfTheDestinationIsFinalAndNothingLeft() throws Exception {
        served.agreeOn("odrl:count", "odrl:lteq", "1");
        try (var refusing = new Sink(Behaviour.REFUSE, Behaviour.REDIRECT, Behaviour.TAKE_NOTHING)) {
            var agreement = served.agreement();

            assertThat(ending(push(agreement, refusing.address(), LENGTH)).reason())
                    .isEqualTo("the destination answered 404");
            assertThat(ending(push(served.agreement(), refusing.address(), LENGTH))
                            .reason())
                    .isEqualTo("the destination answered 307");
            assertThat(ending(push(served.agreement(), refusing.address(), LENGTH))
                            .reason())
                    .isEqualTo("the destination answered 200 and took no data");
            assertThat(refusing.arrived).isEmpty();
            assertThat(served.delivered).isEmpty();
        }
    }

    @Test
    void asksNoAddressThatIsNotPublic() throws Exception {
        pushing.close();
        pushing = pushing(false);
        try (var sink = new Sink()) {
            var ending = ending(push(served.agreement(), sink.address(), LENGTH));

            assertThat(ending.reason()).isEqualTo("the destination is not an address that the provider may ask");
            assertThat(sink.arrived).isEmpty();
        }
    }

    @Test
    void aRunningPushIsCutWhenItsAgreementEnds() throws Exception {
        try (var sink = new Sink(Behaviour.READ_SLOWLY)) {
            var agreement = served.agreement();
            var transfer = push(agreement, sink.address(), "endless");
            assertThat(sink.reading.await(10, TimeUnit.SECONDS)).isTrue();

            served.agreements.end(agreement, AgreementState.REVOKED, "wrong product");

            assertThat(ending(transfer).reason()).contains("denied");
            await(() -> served.delivered.size() == 1);
            assertThat(served.delivered.get(0).whole()).isFalse();
            assertThat(sink.arrived).isEmpty();
            assertThat(served.denials()).extracting(DecisionRecord::moment).contains(Moment.RUNNING);
        }
    }

    @Test
    void aTerminatedTransferIsCutAndForgotten() throws Exception {
        try (var sink = new Sink(Behaviour.READ_SLOWLY)) {
            var transfer = push(served.agreement(), sink.address(), "endless");
            assertThat(sink.reading.await(10, TimeUnit.SECONDS)).isTrue();

            served.dataPlane.terminate(transfer, "enough");

            await(() -> pushing.runningPushes() == 0);
            assertThat(told).isEmpty();
            assertThat(sink.arrived).isEmpty();
        }
    }

    @Test
    void theControlPlaneIsToldUntilItListens() throws Exception {
        controlPlaneBusy = true;
        try (var sink = new Sink()) {
            var transfer = push(served.agreement(), sink.address(), "10");
            await(() -> sink.arrived.size() == 1);
            TimeUnit.MILLISECONDS.sleep(500);
            assertThat(pushes.isEmpty()).isFalse();

            controlPlaneBusy = false;

            assertThat(ending(transfer).delivered()).isTrue();
            assertThat(sink.arrived).hasSize(1);
        }
    }

    @Test
    void acceptsNoDestinationThatItDoesNotUnderstand() {
        for (var wrong : Map.of(
                        "baseUrl", "file:///etc/passwd",
                        "method", "DELETE",
                        "authKey", "Transfer-Encoding",
                        "authCode", "a\r\nX: b",
                        "secretName", "private-key")
                .entrySet()) {
            var address = new HashMap<>(Map.of("baseUrl", "http://127.0.0.1:1/"));
            address.put(wrong.getKey(), wrong.getValue());

            assertThatThrownBy(() -> push(served.agreement(), new SourceAddress("HttpData", address), "1"))
                    .isInstanceOf(UnservableTransferException.class)
                    .hasMessageContaining(wrong.getKey())
                    .hasMessageNotContaining("X: b");
        }
        assertThat(pushes.isEmpty()).isTrue();
    }
}
