// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.connector.controlplane.services.spi.contractagreement.ContractAgreementService;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.participantcontext.single.spi.SingleParticipantContextSupplier;
import org.eclipse.edc.participantcontext.spi.types.ParticipantContext;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.result.ServiceResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.web.AddressPolicy;
import org.sluis.extensions.web.GuardedDns;
import org.sluis.extensions.web.Peers;
import org.sluis.extensions.web.Trust;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.AgreementSeals;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.Partner;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.ReceivedBody;

/** A provider's answers on their way through, over real sockets. */
class DataResourceTest {

    private static final Peers LOCAL = new Peers(GuardedDns.system(new AddressPolicy(Set.of(), true)), Trust.system());

    private final InMemoryAgreements agreements = new InMemoryAgreements();
    private final InMemoryEndpointReferences references = new InMemoryEndpointReferences();
    private final List<String> asked = new ArrayList<>();
    private final List<Integer> statuses = new ArrayList<>();
    private HttpServer provider;
    private ManagementListener listener;
    private boolean transferRefused;
    private final List<ReceivedBody> received = new CopyOnWriteArrayList<>();
    private final Map<String, String> more = new LinkedHashMap<>();
    private volatile boolean unrecordable;
    private volatile String notSealed;
    private volatile String content;
    private volatile int promised;
    private int transferState = TransferProcessStates.STARTED.code();

    @BeforeEach
    void listen() throws Exception {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/data", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestURI().getRawQuery());
            int status = statuses.isEmpty() ? 200 : statuses.remove(0);
            var text = content == null ? "{\"answer\":" + asked.size() + "}" : content;
            var body = text.getBytes(StandardCharsets.UTF_8);
            more.forEach(exchange.getResponseHeaders()::add);
            exchange.getResponseHeaders().add("Sluis-Sequence", "7");
            exchange.getResponseHeaders()
                    .add("Content-Type", status == 200 ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(status, status == 204 ? -1 : Math.max(promised, body.length));
            exchange.getResponseBody().write(status == 204 ? new byte[0] : body);
            exchange.close();
        });
        provider.start();
        var maker =
                new Partner("maker", "did:web:maker.example", "http://127.0.0.1:1/dsp", List.of(), Optional.empty());
        var transfers = new Transfers(
                references,
                fake(TransferProcessService.class, this::transferService),
                fake(ContractAgreementService.class, (proxy, method, values) -> ServiceResult.success(List.of(edc()))),
                fake(
                        SingleParticipantContextSupplier.class,
                        (proxy, method, values) -> ServiceResult.success(context())),
                Clock.systemUTC());
        listener = new ManagementListener(List.of(
                new RefusalMapper(),
                new DataResource(
                        agreements,
                        new PartnerNames(new Partners(List.of(maker))),
                        new ProviderData(transfers, LOCAL),
                        null,
                        seals(),
                        body -> {
                            if (unrecordable) {
                                throw new RecordUnavailableException("the log is away", null);
                            }
                            received.add(body);
                        },
                        Clock.systemUTC())));
        freeze("a1", Agreement.Side.CONSUMER);
        refer("t0", "token-0");
    }

    private AgreementSeals seals() {
        return fake(AgreementSeals.class, (proxy, method, values) -> {
            assertThat(method.getName()).isEqualTo("await");
            return Optional.ofNullable(notSealed);
        });
    }

    @AfterEach
    void close() {
        listener.close();
        provider.stop(0);
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object transferService(Object proxy, java.lang.reflect.Method method, Object[] values) {
        return switch (method.getName()) {
            case "initiateTransfer" -> {
                if (!transferRefused) {
                    refer("t1", "token-1");
                }
                yield ServiceResult.success(transfer("t1", TransferProcessStates.STARTED.code()));
            }
            case "findById" ->
                transfer(
                        (String) values[0],
                        values[0].equals("t0") ? transferState : TransferProcessStates.TERMINATED.code());
            default -> ServiceResult.success();
        };
    }

    private static TransferProcess transfer(String id, int state) {
        return TransferProcess.Builder.newInstance().id(id).state(state).build();
    }

    private static ContractAgreement edc() {
        return ContractAgreement.Builder.newInstance()
                .id("local")
                .agreementId("a1")
                .providerId("did:web:maker.example")
                .consumerId("did:web:builder.example")
                .assetId("urn:d")
                .policy(Policy.Builder.newInstance().build())
                .participantContextId("p")
                .build();
    }

    private static ParticipantContext context() {
        return ParticipantContext.Builder.newInstance()
                .participantContextId("p")
                .identity("did:web:builder.example")
                .build();
    }

    private void refer(String transfer, String token) {
        references.save(new EndpointReference(
                transfer,
                "a1",
                "http://127.0.0.1:" + provider.getAddress().getPort() + "/data/" + transfer,
                token,
                Instant.now(),
                Optional.empty()));
    }

    private void freeze(String id, Agreement.Side side) {
        agreements.freeze(new Agreement(
                id,
                side,
                "did:web:maker.example",
                "did:web:builder.example",
                "urn:d",
                Instant.now(),
                "{}",
                "00",
                AgreementState.ACTIVE,
                Optional.empty()));
    }

    private java.net.http.HttpResponse<String> get(String query) throws IOException, InterruptedException {
        return listener.get("", "/agreements/a1/data" + query);
    }

    @Test
    void passesTheQuestionAndTheAnswerOn() throws Exception {
        var answer = get("?purpose=urn:a%26b&after=6&wait=25");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"answer\":1}");
        assertThat(answer.headers().firstValue("Sluis-Sequence")).hasValue("7");
        assertThat(asked).containsExactly("Bearer token-0 after=6&purpose=urn%3Aa%26b&wait=25");
    }

    @Test
    void recordsWhatCameUnderWhichUseBeforeItPassesAllOfItOn() throws Exception {
        var use = UUID.randomUUID();
        more.put("Sluis-Use", use.toString());

        assertThat(get("").body()).isEqualTo("{\"answer\":1}");

        assertThat(received).hasSize(1);
        var body = received.get(0);
        assertThat(body.agreement().id()).isEqualTo("a1");
        assertThat(body.use()).isEqualTo(use);
        assertThat(body.transfer()).isEqualTo("t0");
        assertThat(body.bytes()).isEqualTo(12);
        assertThat(body.sha256()).isEqualTo(sha256("{\"answer\":1}"));
    }

    @Test
    void passesNoBodyOnWholeThatCannotBeRecorded() throws Exception {
        more.put("Sluis-Use", UUID.randomUUID().toString());
        unrecordable = true;

        var answer = get("");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("cannot be put on record").doesNotContain("answer\":1");
    }

    @Test
    void passesLargeBodiesOnAsTheyAreAndRecordsThem() throws Exception {
        more.put("Sluis-Use", UUID.randomUUID().toString());
        content = "0123456789abcdef".repeat(20_000);

        assertThat(get("").body()).isEqualTo(content);

        assertThat(received.get(0).bytes()).isEqualTo(320_000);
        assertThat(received.get(0).sha256()).isEqualTo(sha256(content));
    }

    @Test
    void aLargeBodyThatCannotBeRecordedBreaksOff() {
        more.put("Sluis-Use", UUID.randomUUID().toString());
        content = "0123456789abcdef".repeat(20_000);
        unrecordable = true;

        assertThatThrownBy(() -> get("")).isInstanceOf(IOException.class);
    }

    @Test
    void aBodyThatBreaksOffIsNotRecorded() {
        more.put("Sluis-Use", UUID.randomUUID().toString());
        promised = 100;

        assertThatThrownBy(() -> {
                    var answer = get("");
                    assertThat(answer.statusCode()).isEqualTo(500);
                    throw new IOException("nothing was passed on yet, so it could be said");
                })
                .isInstanceOf(IOException.class);
        assertThat(received).isEmpty();
    }

    @Test
    void recordsNothingWithoutANamedUseAndNoDenial() throws Exception {
        get("");
        more.put("Sluis-Use", "first");
        get("");
        more.put("Sluis-Use", UUID.randomUUID().toString());
        statuses.add(403);
        get("");
        statuses.add(204);
        get("");

        assertThat(received).isEmpty();
    }

    @Test
    void asksForNoDataBeforeTheAgreementIsSealed() throws Exception {
        notSealed = "agreement a1 is not sealed yet: the clocks differ";

        var answer = get("");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("not sealed yet: the clocks differ").contains("maker");
        assertThat(asked).isEmpty();
    }

    @Test
    void asksForNoDataUnderAnAgreementThatEndedAndSaysWhy() throws Exception {
        agreements.end("a1", AgreementState.REVOKED, "the order was cancelled");

        var answer = get("");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("agreement-not-active", "the order was cancelled");
        assertThat(asked).isEmpty();
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void nothingNewerIsNoContent() throws Exception {
        statuses.add(204);
        assertThat(get("?after=7").statusCode()).isEqualTo(204);
    }

    @Test
    void aDenialIsPassedOnWithItsReasons() throws Exception {
        statuses.add(403);
        var answer = get("");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).isEqualTo("{\"answer\":1}");
        assertThat(asked).hasSize(1);
    }

    @Test
    void renewsATokenThatIsNoLongerTakenOnce() throws Exception {
        statuses.addAll(List.of(401, 401));
        assertThat(get("").statusCode()).isEqualTo(401);
        assertThat(asked).containsExactly("Bearer token-0 null", "Bearer token-1 null");
    }

    @Test
    void startsAnotherTransferWhenTheProviderEndedThisOne() throws Exception {
        transferState = TransferProcessStates.TERMINATED.code();
        statuses.add(403);
        assertThat(get("").body()).isEqualTo("{\"answer\":2}");
    }

    @Test
    void theFirstDenialStandsWhenNoOtherTransferCanBeHad() throws Exception {
        transferState = TransferProcessStates.TERMINATED.code();
        transferRefused = true;
        statuses.add(403);
        var answer = get("");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"answer\":1}");
    }

    @Test
    void aRefusedTransferIsADenial() throws Exception {
        references.remove("t0");
        transferRefused = true;
        var answer = get("");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("maker refused data under agreement a1");
    }

    @Test
    void aProviderThatIsAwayIsABadGateway() throws Exception {
        provider.stop(0);
        var answer = get("");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("maker did not answer");
    }

    @Test
    void ourOwnDataIsNotToBeGotFromAPartner() throws Exception {
        freeze("a2", Agreement.Side.PROVIDER);
        assertThat(listener.get("", "/agreements/a2/data").statusCode()).isEqualTo(400);
        assertThat(listener.get("", "/agreements/none/data").statusCode()).isEqualTo(404);
        assertThat(get("?after=-1").statusCode()).isEqualTo(400);
    }
}
