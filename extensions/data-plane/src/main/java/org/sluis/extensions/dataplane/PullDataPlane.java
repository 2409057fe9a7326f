// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sluis.policies.usage.Agreements;
import org.sluis.policies.usage.Decisions;
import org.sluis.policies.usage.DeliveredBodies;
import org.sluis.policies.usage.Releases;

/** The data plane of one company: consumers fetch over HTTP what their flows give them. */
public final class PullDataPlane implements DataPlane, AutoCloseable {
    private static final int STEP_THREADS = 16;

    private final URI address;
    private final AccessTokens tokens;
    private final DataFlows flows;
    private final Map<String, Source> sources;
    private final RunningReleases running;
    private final PendingDeliveries deliveries;
    private final Waits waits = new Waits();
    private final DataPlaneHandler handler;
    private final PushDataPlane.Shared shared;
    private final ExecutorService steps = Executors.newFixedThreadPool(STEP_THREADS, named("sluis-data-plane"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(named("sluis-data-plane-timer"));
    private final ScheduledFuture<?> ticking;

    /**
     * Ready to serve once its handler is mounted.
     *
     * @param address under which consumers reach {@link #handler()}'s path, without the transfer
     */
    public PullDataPlane(URI address, AccessTokens tokens, Records records, List<Source> sources, Limits limits) {
        this.address = address;
        this.tokens = tokens;
        this.flows = records.flows();
        this.sources = sources.stream().collect(Collectors.toUnmodifiableMap(Source::type, Function.identity()));
        deliveries = new PendingDeliveries(records.delivered(), steps);
        var refusals = new Refusals(records.decisions(), records.clock());
        running = new RunningReleases(flows, records.releases(), refusals, limits, steps);
        var parts = new Exchange.Parts(
                records.releases(),
                running,
                waits,
                new Capacity("responses", limits.streams(), limits.streamsPerConsumer()),
                new Capacity("waiting requests", limits.waits(), limits.waitsPerConsumer()),
                deliveries,
                records.clock(),
                steps);
        handler = new DataPlaneHandler(new Admission(tokens, flows, records.releases(), refusals), this.sources, parts);
        shared = new PushDataPlane.Shared(parts, flows, this.sources, limits);
        records.agreements().onEnd(agreement -> {
            running.agreementEnded(agreement);
            waits.agreementEnded(agreement);
        });
        var interval = RunningReleases.INTERVAL.toMillis();
        ticking = timer.scheduleWithFixedDelay(this::tick, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** What is known and what is written down. */
    public record Records(
            DataFlows flows,
            Agreements agreements,
            Decisions decisions,
            Releases releases,
            DeliveredBodies delivered,
            Clock clock) {

        /** Without keeping what was delivered. */
        public Records(DataFlows flows, Agreements agreements, Decisions decisions, Releases releases, Clock clock) {
            this(flows, agreements, decisions, releases, bodies -> {}, clock);
        }
    }

    private void tick() {
        running.tick();
        deliveries.goOn();
    }

    PushDataPlane.Shared shared() {
        return shared;
    }

    /** Answers consumers; to be mounted on the public listener. */
    public DataPlaneHandler handler() {
        return handler;
    }

    /** How many responses are being written now. */
    public int runningResponses() {
        return running.count();
    }

    /** How many requests wait for data that is not there yet. */
    public int waitingRequests() {
        return waits.count();
    }

    /** Whether a response of this transfer is being written now. */
    public boolean isResponding(String transfer) {
        return running.isRunning(transfer);
    }

    /** Types of addresses it can serve from. */
    public boolean serves(String sourceType) {
        return sources.containsKey(sourceType);
    }

    @Override
    public void prepare(Transfer transfer) throws UnservableTransferException {
        var source = Optional.ofNullable(sources.get(transfer.source().type()))
                .orElseThrow(() -> new UnservableTransferException(
                        "data address type '" + transfer.source().type() + "' is not served; types: "
                                + sources.keySet().stream().sorted().toList()));
        var refusal = source.refuses(transfer.source());
        if (refusal.isPresent()) {
            throw new UnservableTransferException(refusal.get());
        }
    }

    @Override
    public Access start(Transfer transfer) throws UnservableTransferException {
        prepare(transfer);
        var issued = tokens.issue(transfer);
        var flow = new DataFlow(
                transfer.id(),
                transfer.agreement(),
                transfer.consumer(),
                transfer.dataset(),
                transfer.source(),
                DataFlow.State.STARTED,
                Optional.empty(),
                issued.expiresAt());
        if (!flows.start(flow)) {
            throw new UnservableTransferException("transfer " + transfer.id() + " was terminated; request a new one");
        }
        return new Access(address.resolve(DataRequest.PATH + transfer.id()), issued.token(), issued.expiresAt());
    }

    @Override
    public void suspend(String transfer, String reason) {
        flows.stop(transfer, DataFlow.State.SUSPENDED, reason);
        running.transferStopped(transfer);
        waits.transferStopped(transfer);
    }

    @Override
    public void terminate(String transfer, String reason) {
        flows.stop(transfer, DataFlow.State.TERMINATED, reason);
        running.transferStopped(transfer);
        waits.transferStopped(transfer);
    }

    @Override
    public void close() {
        ticking.cancel(false);
        timer.shutdownNow();
        steps.shutdownNow();
    }

    static ThreadFactory named(String name) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
