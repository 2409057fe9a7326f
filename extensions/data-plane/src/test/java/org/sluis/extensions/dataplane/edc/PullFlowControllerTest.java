// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane.edc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.asset.spi.domain.Asset;
import org.eclipse.edc.connector.controlplane.policy.spi.store.PolicyArchive;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.policy.model.Policy;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.response.ResponseStatus;
import org.eclipse.edc.spi.types.domain.DataAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.dataplane.AccessTokenKey;
import org.sluis.extensions.dataplane.AccessTokens;
import org.sluis.extensions.dataplane.DataFlow;
import org.sluis.extensions.dataplane.HttpSource;
import org.sluis.extensions.dataplane.InMemoryDataFlows;
import org.sluis.extensions.dataplane.Limits;
import org.sluis.extensions.dataplane.PullDataPlane;
import org.sluis.extensions.web.Trust;
import org.sluis.policies.decision.Facts.AgreementState;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.testkit.InMemoryDecisions;
import org.sluis.policies.usage.Agreement;

class PullFlowControllerTest {
    private static final String EDC = "https://w3id.org/edc/v0.0.1/ns/";
    private static final Policy POLICY = Policy.Builder.newInstance().build();

    private final InMemoryAgreements agreements = new InMemoryAgreements();
    private final InMemoryDataFlows flows = new InMemoryDataFlows();
    private PullDataPlane dataPlane;
    private AccessTokens tokens;
    private PullFlowController controller;

    @BeforeEach
    void open() throws Exception {
        var key = AccessTokenKey.generate();
        var address = URI.create("http://parts.example/data");
        tokens = AccessTokens.signedWith(
                key, "did:web:parts.example", address.toString(), Duration.ofMinutes(5), Clock.systemUTC());
        dataPlane = new PullDataPlane(
                address,
                tokens,
                new PullDataPlane.Records(flows, agreements, new InMemoryDecisions(), null, Clock.systemUTC()),
                List.of(new HttpSource(
                        Duration.ofSeconds(1), Duration.ofSeconds(1), name -> null, Trust.system(), Runnable::run)),
                Limits.of(4, Duration.ofSeconds(1)));
        controller = new PullFlowController(dataPlane, agreements, archive(), new Monitor() {});
        agreements.freeze(new Agreement(
                "agreement-1",
                Agreement.Side.PROVIDER,
                "did:web:parts.example",
                "did:web:builder.example",
                "urn:d",
                Instant.now(),
                "{}",
                "00",
                AgreementState.ACTIVE,
                Optional.empty()));
    }

    @AfterEach
    void close() {
        dataPlane.close();
    }

    private static PolicyArchive archive() {
        return new PolicyArchive() {
            @Override
            public Policy findPolicyForContract(String contract) {
                return POLICY;
            }

            @Override
            public String getAgreementIdForContract(String contract) {
                return contract.equals("local-1") ? "agreement-1" : null;
            }
        };
    }

    private static TransferProcess.Builder process() {
        return TransferProcess.Builder.newInstance()
                .id("transfer-1")
                .type(TransferProcess.Type.PROVIDER)
                .transferType("HttpData-PULL")
                .contractId("local-1")
                .contentDataAddress(DataAddress.Builder.newInstance()
                        .type("HttpData")
                        .property(EDC + "baseUrl", "http://127.0.0.1/erp")
                        .build());
    }

    @Test
    void givesTheConsumerAnEndpointAsStockEdcDoes() throws Exception {
        var address = controller.start(process().build(), POLICY).getContent().getDataAddress();

        assertThat(address.getType()).isEqualTo("https://w3id.org/idsa/v4.1/HTTP");
        assertThat(address.getProperties())
                .containsEntry(EDC + "endpoint", "http://parts.example/data/transfer-1")
                .containsEntry(EDC + "endpointType", "https://w3id.org/idsa/v4.1/HTTP")
                .containsEntry(EDC + "authType", "bearer");
        assertThat(Instant.parse(address.getStringProperty("expiresAt"))).isAfter(Instant.now());
        var token = tokens.verify(address.getStringProperty("authorization"));
        assertThat(token.agreement()).isEqualTo("agreement-1");
        assertThat(token.consumer()).isEqualTo("did:web:builder.example");
        assertThat(flows.find("transfer-1").orElseThrow().source().properties())
                .isEqualTo(Map.of("baseUrl", "http://127.0.0.1/erp"));
    }

    @Test
    void startsTwiceWithoutHarm() {
        controller.start(process().build(), POLICY);

        assertThat(controller.start(process().build(), POLICY).succeeded()).isTrue();
    }

    @Test
    void startsNothingUnderAnAgreementThatIsOverOrUnknown() {
        var unknown = controller.start(process().contractId("local-2").build(), POLICY);
        agreements.end("agreement-1", AgreementState.REVOKED, "wrong product");
        var over = controller.start(process().build(), POLICY);

        assertThat(unknown.failed()).isTrue();
        assertThat(over.getFailureDetail()).contains("wrong product");
        assertThat(over.getFailure().status()).isEqualTo(ResponseStatus.FATAL_ERROR);
        assertThat(flows.find("transfer-1")).isEmpty();
    }

    @Test
    void refusesAnAddressItCannotServeForGood() {
        var address = DataAddress.Builder.newInstance().type("AmazonS3").build();

        var refused = controller.start(process().contentDataAddress(address).build(), POLICY);

        assertThat(refused.getFailure().status()).isEqualTo(ResponseStatus.FATAL_ERROR);
        assertThat(refused.getFailureDetail()).contains("AmazonS3");
    }

    @Test
    void asksForAnotherTryWhenItFailsItself() {
        var broken = new PullFlowController(
                dataPlane,
                agreements,
                new PolicyArchive() {
                    @Override
                    public Policy findPolicyForContract(String contract) {
                        throw new IllegalStateException("the database went away");
                    }

                    @Override
                    public String getAgreementIdForContract(String contract) {
                        throw new IllegalStateException("the database went away");
                    }
                },
                new Monitor() {});

        var failed = broken.start(process().build(), POLICY);

        assertThat(failed.getFailure().status()).isEqualTo(ResponseStatus.ERROR_RETRY);
    }

    @Test
    void stopsTheFlowOfAStoppedTransferAndKeepsTheReason() {
        var process = process().errorDetail("stock-taking").build();
        controller.start(process, POLICY);

        controller.suspend(process);
        assertThat(flows.find("transfer-1").orElseThrow().state()).isEqualTo(DataFlow.State.SUSPENDED);
        assertThat(flows.find("transfer-1").orElseThrow().stateReason()).contains("stock-taking");

        controller.terminate(process);
        assertThat(flows.find("transfer-1").orElseThrow().state()).isEqualTo(DataFlow.State.TERMINATED);
    }

    @Test
    void aConsumerNeedsNoFlowOfItsOwn() {
        var process = process().type(TransferProcess.Type.CONSUMER).build();

        assertThat(controller.canHandle(process)).isTrue();
        assertThat(controller.prepare(process, POLICY).succeeded()).isTrue();
        assertThat(controller.suspend(process).succeeded()).isTrue();
        assertThat(controller.terminate(process).succeeded()).isTrue();
        assertThat(flows.find("transfer-1")).isEmpty();
    }

    @Test
    void offersPullForWhatItCanServe() {
        var served = Asset.Builder.newInstance()
                .dataAddress(DataAddress.Builder.newInstance().type("HttpData").build())
                .build();
        var foreign = Asset.Builder.newInstance()
                .dataAddress(DataAddress.Builder.newInstance().type("AmazonS3").build())
                .build();

        assertThat(controller.transferTypesFor(served)).containsExactly("HttpData-PULL");
        assertThat(controller.transferTypesFor(foreign)).isEmpty();
        assertThat(controller.transferTypesFor(Asset.Builder.newInstance().build()))
                .isEmpty();
        assertThat(controller.canHandle(process().transferType("HttpData-PUSH").build()))
                .isFalse();
    }
}
