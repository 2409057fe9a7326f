// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane.edc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.result.ServiceResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluis.extensions.dataplane.AccessTokenKey;
import org.sluis.extensions.dataplane.AccessTokens;
import org.sluis.extensions.dataplane.DataFlow;
import org.sluis.extensions.dataplane.InMemoryDataFlows;
import org.sluis.extensions.dataplane.Limits;
import org.sluis.extensions.dataplane.PullDataPlane;
import org.sluis.extensions.dataplane.SourceAddress;
import org.sluis.policies.testkit.InMemoryAgreements;
import org.sluis.policies.testkit.InMemoryDecisions;
import org.sluis.policies.testkit.SettableClock;

class ExpiredFlowsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final InMemoryDataFlows flows = new InMemoryDataFlows();
    private final Map<String, TransferProcessStates> processes = new HashMap<>();
    private final List<String> completed = new ArrayList<>();
    private boolean held;
    private PullDataPlane dataPlane;
    private ExpiredFlows expired;

    @BeforeEach
    void open() throws Exception {
        var key = AccessTokenKey.generate();
        var address = URI.create("http://parts.example/data");
        dataPlane = new PullDataPlane(
                address,
                AccessTokens.signedWith(key, "did:web:parts.example", address.toString(), Duration.ofMinutes(5), clock),
                new PullDataPlane.Records(flows, new InMemoryAgreements(), new InMemoryDecisions(), null, clock),
                List.of(),
                Limits.of(4, Duration.ofSeconds(1)));
        expired = new ExpiredFlows(dataPlane, flows, transfers(), clock, new Monitor() {});
    }

    @AfterEach
    void close() {
        dataPlane.close();
    }

    private TransferProcessService transfers() {
        return (TransferProcessService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransferProcessService.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "findById" -> process((String) arguments[0]);
                    case "complete" -> complete((String) arguments[0]);
                    default -> throw new IllegalStateException("not expected: " + method.getName());
                });
    }

    private TransferProcess process(String id) {
        return processes.containsKey(id)
                ? TransferProcess.Builder.newInstance()
                        .id(id)
                        .state(processes.get(id).code())
                        .build()
                : null;
    }

    private ServiceResult<Void> complete(String id) {
        if (held) {
            return ServiceResult.conflict("leased");
        }
        completed.add(id);
        return ServiceResult.success();
    }

    private void started(String transfer, Instant tokenEnd) {
        processes.put(transfer, TransferProcessStates.STARTED);
        flows.start(new DataFlow(
                transfer,
                "agreement-1",
                "did:web:builder.example",
                "urn:d",
                new SourceAddress("HttpData", Map.of()),
                DataFlow.State.STARTED,
                Optional.empty(),
                tokenEnd));
    }

    private DataFlow.State state(String transfer) {
        return flows.find(transfer).orElseThrow().state();
    }

    @Test
    void completesOnlyTransfersWhoseTokenEndedAMinuteAgo() {
        started("old", NOW.minusSeconds(61));
        started("new", NOW.minusSeconds(59));

        expired.run();

        assertThat(completed).containsExactly("old");
        assertThat(state("old")).isEqualTo(DataFlow.State.TERMINATED);
        assertThat(state("new")).isEqualTo(DataFlow.State.STARTED);
    }

    @Test
    void triesAgainWhatIsHeldByAnother() {
        started("old", NOW.minusSeconds(61));
        held = true;
        expired.run();
        assertThat(state("old")).isEqualTo(DataFlow.State.STARTED);

        held = false;
        expired.run();

        assertThat(completed).containsExactly("old");
    }

    @Test
    void forgetsFlowsWhoseTransferIsOverAnyway() {
        started("over", NOW.minusSeconds(61));
        processes.put("over", TransferProcessStates.TERMINATED);
        started("gone", NOW.minusSeconds(61));
        processes.remove("gone");

        expired.run();

        assertThat(completed).isEmpty();
        assertThat(state("over")).isEqualTo(DataFlow.State.TERMINATED);
        assertThat(state("gone")).isEqualTo(DataFlow.State.TERMINATED);
    }
}
