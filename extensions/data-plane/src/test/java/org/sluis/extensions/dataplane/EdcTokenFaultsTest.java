// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.edc.connector.dataplane.iam.DataPlaneIamDefaultServicesExtension;
import org.eclipse.edc.connector.dataplane.iam.service.DataPlaneAuthorizationServiceImpl;
import org.eclipse.edc.connector.dataplane.spi.AccessTokenData;
import org.eclipse.edc.connector.dataplane.spi.DataFlow;
import org.eclipse.edc.connector.dataplane.spi.Endpoint;
import org.eclipse.edc.connector.dataplane.spi.iam.DataPlaneAccessTokenService;
import org.eclipse.edc.connector.dataplane.spi.iam.PublicEndpointGeneratorService;
import org.eclipse.edc.spi.iam.ClaimToken;
import org.eclipse.edc.spi.iam.TokenParameters;
import org.eclipse.edc.spi.iam.TokenRepresentation;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.result.Result;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.eclipse.edc.spi.types.domain.transfer.FlowType;
import org.eclipse.edc.spi.types.domain.transfer.TransferType;
import org.junit.jupiter.api.Test;
import org.sluis.policies.testkit.SettableClock;

/** The data plane of EDC 0.15.1 does wrong what the first assertions of each test show; ours does it right. */
class EdcTokenFaultsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final DataAddress SOURCE =
            DataAddress.Builder.newInstance().type("HttpData").build();

    private final AtomicReference<TokenParameters> asked = new AtomicReference<>();

    /** EDC's own service, with its own access control, whose tokens are looked at before they are signed. */
    private DataPlaneAuthorizationServiceImpl edc() {
        var tokens = (DataPlaneAccessTokenService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataPlaneAccessTokenService.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("obtainToken")) {
                        asked.set((TokenParameters) arguments[0]);
                        return Result.success(TokenRepresentation.Builder.newInstance()
                                .token("token")
                                .build());
                    }
                    return Result.success(new AccessTokenData(
                            "1", ClaimToken.Builder.newInstance().build(), SOURCE));
                });
        var endpoints = (PublicEndpointGeneratorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PublicEndpointGeneratorService.class},
                (proxy, method, arguments) -> Result.success(Endpoint.url("http://127.0.0.1/")));
        // All that it asks for is where to write that it grants everything.
        var context = (ServiceExtensionContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServiceExtensionContext.class},
                (proxy, method, arguments) -> new Monitor() {});
        return new DataPlaneAuthorizationServiceImpl(
                tokens,
                endpoints,
                new DataPlaneIamDefaultServicesExtension().defaultAccessControlService(context),
                "did:web:parts.example",
                Clock.systemUTC());
    }

    @Test
    void aTokenNeverExpires() throws Exception {
        var flow = DataFlow.Builder.newInstance()
                .id("transfer-1")
                .source(SOURCE)
                .transferType(new TransferType("HttpData", FlowType.PULL))
                .participantId("did:web:builder.example")
                .assetId("urn:d:1")
                .agreementId("agreement-1")
                .build();

        assertThat(edc().createEndpointDataReference(flow).succeeded()).isTrue();
        assertThat(asked.get().getClaims()).containsKey("iat").doesNotContainKey("exp");

        var clock = new SettableClock(NOW);
        var key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        var ours = new AccessTokens(
                key, "did:web:parts.example", "https://parts.example/data", Duration.ofMinutes(5), clock);
        var issued = ours.issue(new DataPlane.Transfer(
                "transfer-1", "agreement-1", "did:web:builder.example", "urn:d:1", new SourceAddress("T", Map.of())));

        assertThat(SignedJWT.parse(issued.token())
                        .getJWTClaimsSet()
                        .getExpirationTime()
                        .toInstant())
                .isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        clock.set(NOW.plus(Duration.ofMinutes(5)));
        assertThatExceptionOfType(RefusedTokenException.class)
                .isThrownBy(() -> ours.verify(issued.token()))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("token-expired"));
    }

    @Test
    void accessIsGrantedWhateverIsAskedFor() throws Exception {
        assertThat(edc().authorize("token", Map.of("purpose", "urn:purpose:resale", "path", "../everything"))
                        .succeeded())
                .isTrue();

        try (var upstream = new Upstream();
                var served = new ServedDataPlane(ServedDataPlane.httpSource(Duration.ofSeconds(20)))) {
            served.agreeOn("odrl:purpose", "odrl:eq", "urn:purpose:planning");
            var access = served.access(ServedDataPlane.http(upstream.address("10")));

            assertThat(served.send(served.request(access, "?purpose=urn%3Apurpose%3Aplanning")
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(served.send(served.request(access, "?purpose=urn%3Apurpose%3Aresale")
                                    .build())
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
