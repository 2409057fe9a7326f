// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.sluis.extensions.dataplane.DataFlow.State;
import org.sluis.extensions.dataplane.DataPlane.Transfer;
import org.sluis.extensions.dataplane.DataPlane.UnservableTransferException;
import org.sluis.extensions.dataplane.Problem.ProblemException;
import org.sluis.extensions.dataplane.Push.Ending;
import org.sluis.extensions.web.Peers;

/**
 * Brings consumers their data over HTTP, and tries again within {@link #PATIENCE} while they are away.
 *
 * <p>What is open is in {@link Pushes}: after a crash, or on another replica, it goes on. Each attempt is decided as a pull is.
 */
public final class PushDataPlane implements AutoCloseable {
    /** After it a push that was not taken ends. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Nobody gets a token for a push. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final Duration UNTIL_TOLD = Duration.ofSeconds(5);
    private static final Duration CLAIM = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final long LOOK_SECONDS = 5;
    private static final int AT_ONCE = 100;
    private static final Logger LOG = System.getLogger(PushDataPlane.class.getName());

    private final PullDataPlane serving;
    private final Exchange.Parts parts;
    private final DataFlows flows;
    private final Map<String, Source> sources;
    private final Limits limits;
    private final Pushes pushes;
    private final TransferEnds ends;
    private final PushClient client;
    private final Clock clock;
    private final Set<String> untold = ConcurrentHashMap.newKeySet();
    private final Set<String> claimed = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(PullDataPlane.named("sluis-push-timer"));

    private ScheduledFuture<?> looking;

    PushDataPlane(PullDataPlane serving, Shared shared, Pushes pushes, TransferEnds ends, PushClient client) {
        this.serving = serving;
        this.parts = shared.parts();
        this.flows = shared.flows();
        this.sources = shared.sources();
        this.limits = shared.limits();
        this.pushes = pushes;
        this.ends = ends;
        this.client = client;
        this.clock = parts.clock();
        threads = new ThreadPoolExecutor(
                0, limits.streams(), 10, TimeUnit.SECONDS, new SynchronousQueue<>(), PullDataPlane.named("sluis-push"));
    }

    /** Goes on with what is open, from now on. */
    public void open() {
        looking = timer.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** What it has in common with the one that serves pulls. */
    record Shared(Exchange.Parts parts, DataFlows flows, Map<String, Source> sources, Limits limits) {}

    /** Pushes for consumers that {@code serving} also serves, under the same limits. */
    public static PushDataPlane beside(
            PullDataPlane serving, Pushes pushes, TransferEnds ends, Peers peers, Duration connectTimeout) {
        var shared = serving.shared();
        return new PushDataPlane(serving, shared, pushes, ends, new PushClient(peers, connectTimeout, shared.limits()));
    }

    /** Accepts a push; it begins with {@link #begin}, or a little later by itself. */
    public void start(Transfer transfer, SourceAddress destination) throws UnservableTransferException {
        serving.prepare(transfer);
        Destination.of(destination);
        var flow = new DataFlow(
                transfer.id(),
                transfer.agreement(),
                transfer.consumer(),
                transfer.dataset(),
                transfer.source(),
                State.STARTED,
                Optional.empty(),
                NEVER);
        if (!flows.start(flow)) {
            throw new UnservableTransferException("transfer " + transfer.id() + " was terminated; request a new one");
        }
        var now = clock.instant();
        pushes.add(transfer.id(), destination, now, now.plus(UNTIL_TOLD));
        untold.add(transfer.id());
    }

    /** The consumer was told that the transfer is started. */
    public void begin(String transfer) {
        if (untold.remove(transfer)) {
            submit(transfer, UNTIL_TOLD);
        }
    }

    /** How many attempts run now. */
    public int runningPushes() {
        return claimed.size();
    }

    /** All threads busy: it stays due. */
    private void submit(String transfer, Duration early) {
        try {
            threads.execute(() -> run(transfer, early));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "transfer {0} is pushed later", transfer);
        }
    }

    private void look() {
        try {
            var now = clock.instant();
            claimed.forEach(transfer -> pushes.later(transfer, now.plus(CLAIM)));
            pushes.due(now, AT_ONCE).forEach(transfer -> {
                untold.remove(transfer);
                submit(transfer, Duration.ZERO);
            });
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "what is to be pushed cannot be looked up now; it is tried again", e);
        }
    }

    private void run(String transfer, Duration early) {
        try {
            var flow = flows.find(transfer);
            if (flow.isEmpty() || flow.get().state() == State.TERMINATED) {
                pushes.remove(transfer);
                return;
            }
            var place = parts.streams().take(flow.get().consumer());
            try {
                var now = clock.instant();
                pushes.claim(transfer, now.plus(early), now.plus(CLAIM)).ifPresent(push -> goOn(flow.get(), push));
            } finally {
                place.run();
            }
        } catch (ProblemException e) {
            LOG.log(Level.DEBUG, "transfer {0} is pushed later: {1}", transfer, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "transfer " + transfer + " could not be pushed; it is tried again", e);
        }
    }

    private void goOn(DataFlow flow, Push push) {
        if (push.ending().isPresent()) {
            tell(flow.transfer(), push.ending().get());
        } else if (flow.state() == State.SUSPENDED) {
            pushes.later(flow.transfer(), clock.instant().plus(CLAIM));
        } else {
            settle(flow, push, attempt(flow, push));
        }
    }

    private PushOutcome attempt(DataFlow flow, Push push) {
        var source = Optional.ofNullable(sources.get(flow.source().type()));
        if (source.isEmpty()) {
            return new PushOutcome.Hopeless("the provider no longer serves this data");
        }
        claimed.add(flow.transfer());
        try {
            return new PushAttempt(parts, source.get(), client, limits.readTimeout(), flow, push).run();
        } finally {
            claimed.remove(flow.transfer());
        }
    }

    private void settle(DataFlow flow, Push push, PushOutcome outcome) {
        var transfer = flow.transfer();
        if (outcome instanceof PushOutcome.Delivered) {
            end(transfer, new Ending(true, ""));
        } else if (flows.find(transfer)
                .filter(now -> now.state() == State.STARTED)
                .isEmpty()) {
            // stopped meanwhile: nothing to tell, and a suspended one waits
            pushes.later(transfer, clock.instant().plus(CLAIM));
        } else if (outcome instanceof PushOutcome.Hopeless hopeless) {
            end(transfer, new Ending(false, hopeless.reason()));
        } else if (outcome instanceof PushOutcome.Later later) {
            again(push, later.reason());
        }
    }

    private void again(Push push, String reason) {
        var now = clock.instant();
        if (now.isAfter(push.since().plus(PATIENCE))) {
            end(push.transfer(), new Ending(false, "not delivered in " + PATIENCE.toMinutes() + " minutes: " + reason));
            return;
        }
        var pause = Duration.ofMillis(500L << Math.min(10, push.attempts() - 1));
        retry(push.transfer(), pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    private void retry(String transfer, Duration pause) {
        pushes.later(transfer, clock.instant().plus(pause));
        var unused = timer.schedule(() -> submit(transfer, Duration.ZERO), pause.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    private void end(String transfer, Ending ending) {
        pushes.end(transfer, ending, clock.instant().plus(CLAIM));
        tell(transfer, ending);
    }

    private void tell(String transfer, Ending ending) {
        if (ends.tell(transfer, ending)) {
            flows.stop(transfer, State.TERMINATED, ending.delivered() ? "the data was delivered" : ending.reason());
            pushes.remove(transfer);
        } else {
            retry(transfer, Duration.ofSeconds(1));
        }
    }

    @Override
    public void close() {
        if (looking != null) {
            looking.cancel(false);
        }
        timer.shutdownNow();
        threads.shutdownNow();
    }
}
