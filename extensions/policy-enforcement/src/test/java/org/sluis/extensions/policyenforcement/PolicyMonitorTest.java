// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policyenforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.edc.connector.controlplane.contract.spi.negotiation.store.ContractNegotiationStore;
import org.eclipse.edc.connector.controlplane.services.spi.transferprocess.TransferProcessService;
import org.eclipse.edc.connector.controlplane.transfer.spi.store.TransferProcessStore;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcess;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.TransferProcessStates;
import org.eclipse.edc.connector.controlplane.transfer.spi.types.command.TerminateTransferCommand;
import org.eclipse.edc.spi.monitor.Monitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sluis.extensions.policyenforcement.PolicyMonitor.Outlook;
import org.sluis.extensions.policyenforcement.PolicyMonitor.RunningDecision;

@Timeout(120)
class PolicyMonitorTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final Map<String, String> reasons = new ConcurrentHashMap<>();
    private TestConnector connector;
    private PolicyMonitor monitor;

    @BeforeEach
    void start() {
        connector = TestConnector.start("did:web:maker");
        // It would stop what these tests start.
        connector.service(PolicyMonitor.class).stop();
    }

    @AfterEach
    void stop() {
        if (monitor != null) {
            monitor.stop();
        }
        connector.close();
    }

    private AgreementTransfers transfers() {
        return new AgreementTransfers(
                connector.service(ContractNegotiationStore.class),
                connector.service(TransferProcessStore.class),
                service(Optional.empty()),
                new Monitor() {});
    }

    /** EDC's own service, of which we keep what it was told, and which may fail once. */
    private TransferProcessService service(Optional<Error> once) {
        TransferProcessService real = connector.service(TransferProcessService.class);
        AtomicReference<Error> next = new AtomicReference<>(once.orElse(null));
        return (TransferProcessService) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TransferProcessService.class}, (proxy, method, args) -> {
                    if (args[0] instanceof TerminateTransferCommand command) {
                        Error error = next.getAndSet(null);
                        if (error != null) {
                            throw error;
                        }
                        reasons.put(command.getEntityId(), command.getReason());
                    }
                    return method.invoke(real, args);
                });
    }

    private PolicyMonitor monitor(RunningDecision decision) {
        monitor = new PolicyMonitor(transfers(), decision, NEVER, Clock.systemUTC(), new Monitor() {});
        return monitor;
    }

    private void started(String id, String contract) {
        save(id, contract, TransferProcessStates.STARTED);
    }

    private void save(String id, String contract, TransferProcessStates state) {
        connector
                .service(TransferProcessStore.class)
                .save(TransferProcess.Builder.newInstance()
                        .id(id)
                        .type(TransferProcess.Type.PROVIDER)
                        .contractId(contract)
                        .assetId("urn:x")
                        .correlationId("c-" + id)
                        .counterPartyAddress("http://127.0.0.1:1/none")
                        .protocol("dataspace-protocol-http:2025-1")
                        .transferType("HttpData-PULL")
                        .participantContextId("did:web:maker")
                        .state(state.code())
                        .build());
    }

    private boolean runs(String id) {
        int state = connector.service(TransferProcessStore.class).findById(id).getState();
        return state == TransferProcessStates.STARTED.code() || state == TransferProcessStates.SUSPENDED.code();
    }

    private String reason(String id) {
        return reasons.get(id);
    }

    @Test
    void stopsATransferWhoseAgreementDoesNotExist() {
        try (TestConnector watching = TestConnector.start("did:web:maker")) {
            connector.close();
            connector = watching;
            started("orphan", "no-such-agreement");

            TestConnector.await(() -> !runs("orphan"));
        }
    }

    @Test
    void stopsEveryTransferUnderAnAgreementAlsoOneThatPauses() {
        started("first", "a");
        started("second", "a");
        save("pausing", "a", TransferProcessStates.SUSPENDED);
        started("other", "b");

        monitor(contract -> contract.equals("a")
                        ? Outlook.stop("the order was cancelled")
                        : Outlook.goOn(Optional.empty(), false))
                .pass();

        assertThat(List.of("first", "second", "pausing")).noneMatch(this::runs);
        assertThat(reason("pausing")).isEqualTo("the order was cancelled");
        assertThat(runs("other")).isTrue();
    }

    @Test
    void stopsAtTheBoundaryAndNotBefore() throws Exception {
        Instant end = Instant.now().plusMillis(1_500);
        started("running", "a");
        monitor(contract -> Instant.now().isBefore(end)
                        ? Outlook.goOn(Optional.of(end), false)
                        : Outlook.stop("the time is over"))
                .start();

        Thread.sleep(700);
        assertThat(runs("running")).isTrue();
        TestConnector.await(() -> !runs("running"));

        assertThat(Duration.between(end, Instant.now())).isLessThan(Duration.ofMillis(800));
        assertThat(reason("running")).isEqualTo("the time is over");
    }

    @Test
    void looksOnceAtAStartAndNotAgainWhereNoBoundaryIsAhead() throws Exception {
        List<String> looked = new CopyOnWriteArrayList<>();
        monitor(contract -> {
                    looked.add(contract);
                    return Outlook.goOn(Optional.empty(), false);
                })
                .start();
        for (int i = 0; i < 50; i++) {
            monitor.started("a");
        }

        TestConnector.await(() -> !looked.isEmpty());
        Thread.sleep(500);

        assertThat(looked).containsExactly("a");
        assertThat(monitor.waiting()).isEqualTo(1);
    }

    @Test
    void looksAtThoseThatDependOnCredentialsWhenCredentialsChange() {
        Map<String, AtomicInteger> looks = new ConcurrentHashMap<>();
        started("1", "with");
        started("2", "without");
        monitor(contract -> {
                    looks.computeIfAbsent(contract, key -> new AtomicInteger()).incrementAndGet();
                    return Outlook.goOn(Optional.empty(), contract.equals("with"));
                })
                .start();
        TestConnector.await(() -> looks.size() == 2);

        monitor.credentialsChanged();

        TestConnector.await(() -> looks.get("with").get() == 2);
        assertThat(looks.get("without").get()).isEqualTo(1);
    }

    @Test
    void survivesEveryErrorAndStopsWhatItCouldNotDecide() {
        for (Error error :
                List.of(new OutOfMemoryError("as if"), new StackOverflowError("as if"), new LinkageError())) {
            started(error.toString(), "a");
            monitor(contract -> {
                        throw error;
                    })
                    .start();
            TestConnector.await(() -> !runs(error.toString()));
            started(error + " again", "b");
            monitor.started("b");

            TestConnector.await(() -> !runs(error + " again"));

            assertThat(reason(error + " again")).contains("could not be decided");
            monitor.stop();
        }
    }

    @Test
    void anErrorForOneAgreementLeavesTheOthersRunning() {
        started("bad", "bad");
        started("good", "good");
        monitor(contract -> {
                    if (contract.equals("bad")) {
                        throw new StackOverflowError();
                    }
                    return Outlook.goOn(Optional.empty(), false);
                })
                .pass();

        assertThat(runs("bad")).isFalse();
        assertThat(runs("good")).isTrue();
    }

    @Test
    void triesAgainToStopWhatCouldNotBeStopped() {
        started("stubborn", "a");
        AgreementTransfers transfers = new AgreementTransfers(
                connector.service(ContractNegotiationStore.class),
                connector.service(TransferProcessStore.class),
                service(Optional.of(new OutOfMemoryError("as if"))),
                new Monitor() {});
        monitor = new PolicyMonitor(
                transfers, contract -> Outlook.stop("over"), NEVER, Clock.systemUTC(), new Monitor() {});
        monitor.start();

        TestConnector.await(() -> !runs("stubborn"));

        assertThat(reason("stubborn")).isEqualTo("over");
    }

    @Test
    void aPassOverManyTransfersIsQuickAndItsQueueIsBounded() {
        int many = Integer.getInteger("sluis.monitor.transfers", 1_000);
        for (int i = 0; i < many; i++) {
            started("t" + i, "a" + i % (many / 2));
        }
        Instant far = Instant.now().plusSeconds(3_600);
        monitor(contract -> Outlook.goOn(Optional.of(far), true));

        long began = System.nanoTime();
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        monitor.pass();
        monitor.pass();

        used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - used;
        System.out.println("policy monitor: two passes over " + many + " transfers in "
                + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms, "
                + Duration.ofNanos(used).toMillis() + " ms of processor time");
        assertThat(monitor.waiting()).isEqualTo(many / 2);
    }
}
