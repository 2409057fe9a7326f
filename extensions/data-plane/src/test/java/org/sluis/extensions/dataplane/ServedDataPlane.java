// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.sluis.extensions.dataplane.DataPlane.Access;
import org.sluis.extensions.web.Trust;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.odrl.AgreedPolicy;
import org.sluis.policies.odrl.PolicyReader;
import org.sluis.policies.odrl.Reading;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.testkit.InMemoryDecisions;
import org.sluis.policies.testkit.InMemoryUsageLedger;
import org.sluis.policies.usage.Agreement;
import org.sluis.policies.usage.DecisionRecord;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.DeliveredBody;
import org.sluis.policies.usage.Partners;
import org.sluis.policies.usage.PartyCredentials;
import org.sluis.policies.usage.Releases;
import org.sluis.policies.usage.UsageLedger;

/** A data plane on a real listener, with everything it writes kept in memory. */
final class ServedDataPlane implements AutoCloseable {
    static final String CONSUMER = "did:web:builder.example";
    static final String DATASET = "urn:sluis:production-status:own-orders";
    static final String ISSUER = "did:web:parts.example";

    final Clock clock = Clock.systemUTC();
    final InMemoryAgreements agreements = new InMemoryAgreements();
    final InMemoryDecisions decisions = new InMemoryDecisions();
    final InMemoryUsageLedger ledger = new InMemoryUsageLedger(agreements, decisions, clock);
    volatile RuntimeException ledgerFailure;
    final List<DeliveredBody> delivered = new CopyOnWriteArrayList<>();
    volatile RuntimeException deliveryFailure;
    volatile PartyCredentials credentials = PartyCredentials.none();
    private String constraints = "";
    final InMemoryDataFlows flows = new InMemoryDataFlows();
    final ECKey key;
    final PullDataPlane dataPlane;
    private final Server server = new Server();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    ServedDataPlane(Source... sources) throws Exception {
        this(new Limits(64, 64, 64, 4, Duration.ofSeconds(20), Duration.ofSeconds(20)), sources);
    }

    ServedDataPlane(Limits limits, Source... sources) throws Exception {
        var connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        connector.open();
        var address = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/data");
        key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        dataPlane = new PullDataPlane(
                address,
                new AccessTokens(key, ISSUER, address.toString(), Duration.ofMinutes(5), clock),
                new PullDataPlane.Records(flows, agreements, decisions, releases(), this::keep, clock),
                List.of(sources),
                limits);
        server.setHandler(new Handler.Sequence(dataPlane.handler(), new DefaultHandler()));
        server.start();
    }

    static HttpSource httpSource(Duration readTimeout) {
        return new HttpSource(
                Duration.ofSeconds(2),
                readTimeout,
                Map.of("upstream", "s3cret")::get,
                Trust.system(),
                ForkJoinPool.commonPool());
    }

    private void keep(List<DeliveredBody> bodies) {
        if (deliveryFailure != null) {
            throw deliveryFailure;
        }
        delivered.addAll(bodies);
    }

    /** A new agreement and a started transfer under it. */
    Access access(SourceAddress source) throws Exception {
        return start(agreement(), source);
    }

    private Releases releases() {
        var failing = (UsageLedger) Proxy.newProxyInstance(
                UsageLedger.class.getClassLoader(), new Class<?>[] {UsageLedger.class}, (proxy, method, arguments) -> {
                    if (ledgerFailure != null) {
                        throw ledgerFailure;
                    }
                    try {
                        return method.invoke(ledger, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new Releases(failing, decisions, new Partners(List.of()), party -> credentials.current(party));
    }

    /** Agreements made from now on have this constraint. */
    void agreeOn(String leftOperand, String operator, String rightOperand) {
        constraints = ",\"odrl:constraint\":[{\"odrl:leftOperand\":\"" + leftOperand + "\",\"odrl:operator\":\""
                + operator + "\",\"odrl:rightOperand\":\"" + rightOperand + "\"}]";
    }

    String agreement() {
        var id = UUID.randomUUID().toString();
        var reading = (Reading.Valid) PolicyReader.read("{\"@context\":{\"odrl\":\"http://www.w3.org/ns/odrl/2/\","
                + "\"sluis\":\"https://w3id.org/sluis/policy/1/\"},\"@type\":\"odrl:Set\","
                + "\"odrl:permission\":[{\"odrl:action\":\"odrl:use\"" + constraints + "}]}");
        var signedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var canonical = AgreedPolicy.of(id, ISSUER, CONSUMER, DATASET, signedAt, reading.policy())
                .orElseThrow()
                .canonical();
        agreements.freeze(new Agreement(
                id,
                Agreement.Side.PROVIDER,
                ISSUER,
                CONSUMER,
                DATASET,
                signedAt,
                canonical.json(),
                canonical.sha256(),
                AgreementState.ACTIVE,
                Optional.empty()));
        return id;
    }

    Access start(String agreement, SourceAddress source) throws Exception {
        return dataPlane.start(
                new DataPlane.Transfer("transfer-of-" + agreement, agreement, CONSUMER, DATASET, source));
    }

    static String agreementOf(Access access) {
        return access.address().getPath().substring("/data/transfer-of-".length());
    }

    static SourceAddress http(String url) {
        return new SourceAddress("HttpData", Map.of("baseUrl", url));
    }

    HttpRequest.Builder request(Access access, String query) {
        return HttpRequest.newBuilder(URI.create(access.address() + query))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + access.token());
    }

    HttpResponse<String> get(Access access) throws Exception {
        return send(request(access, "").build());
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    HttpClient client() {
        return client;
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    List<DecisionRecord> records() {
        var none = Optional.<String>empty();
        return decisions.list(new Decisions.Query(none, none, none, Optional.empty(), 10_000));
    }

    List<DecisionRecord> denials() {
        return records().stream().filter(record -> !record.allowed()).toList();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        dataPlane.close();
    }
}
