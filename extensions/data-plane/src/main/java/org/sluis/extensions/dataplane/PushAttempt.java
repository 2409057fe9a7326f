// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import okhttp3.Response;
import org.sluis.extensions.dataplane.DataPlane.UnservableTransferException;
import org.sluis.extensions.dataplane.PushOutcome.Delivered;
import org.sluis.extensions.dataplane.PushOutcome.Hopeless;
import org.sluis.extensions.dataplane.PushOutcome.Later;
import org.sluis.extensions.web.AddressPolicy.ForbiddenAddressException;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.DeliveredBody;
import org.sluis.policies.usage.ReleaseRequest;
import org.sluis.policies.usage.ReleaseRuling;

/**
 * One attempt to bring a consumer its data: find, decide, open, ask the consumer, count, send, in this order. Holds a thread.
 *
 * <p>INVARIANT: each attempt is a use of its own, decided and recorded before anything leaves; it counts for good before the first
 * byte of data, and does not count if the consumer wanted none.
 */
final class PushAttempt {
    private static final Logger LOG = System.getLogger(PushAttempt.class.getName());
    private static final int BUSY_FROM = 500;

    private final Exchange.Parts parts;
    private final Source source;
    private final PushClient client;
    private final Duration patience;
    private final DataFlow flow;
    private final Push push;
    private Destination destination;
    private ReleaseRequest ask;

    PushAttempt(Exchange.Parts parts, Source source, PushClient client, Duration patience, DataFlow flow, Push push) {
        this.parts = parts;
        this.source = source;
        this.client = client;
        this.patience = patience;
        this.flow = flow;
        this.push = push;
    }

    PushOutcome run() {
        try {
            destination = Destination.of(push.destination());
            ask = Admission.ask(flow, destination.purpose());
            return decide();
        } catch (UnservableTransferException e) {
            return new Hopeless(e.getMessage());
        } catch (SourceException e) {
            return sourceFailed(e);
        } catch (RecordUnavailableException e) {
            LOG.log(Level.ERROR, "nothing is released: a decision could not be recorded", e);
            return new Later("the provider cannot record decisions now");
        }
    }

    private PushOutcome decide() throws SourceException, RecordUnavailableException {
        var query = new Source.Query(
                flow, flow.consumer(), OptionalLong.empty(), Duration.ZERO, Optional.empty(), Optional.empty());
        var found = result(source.find(query));
        var ruling = parts.releases().release(ask);
        if (ruling instanceof ReleaseRuling.Denied denied) {
            return new Hopeless("denied: " + words(denied.reasons()));
        }
        var use = ((ReleaseRuling.Allowed) ruling).use();
        Body body;
        try {
            body = result(found.orElseThrow(() -> new SourceException(404, "there is no data yet"))
                    .open());
        } catch (SourceException | RuntimeException e) {
            parts.releases().cancel(use);
            throw e;
        }
        return send(body, use);
    }

    private PushOutcome send(Body body, UUID use) {
        var pushed = new PushedBody(body, () -> parts.releases().commit(use), parts.releases()::recordable);
        try {
            var call = client.call(
                    destination,
                    request -> {
                        request.header("Sluis-Agreement", flow.agreement()).header("Sluis-Use", use.toString());
                        Optional.ofNullable(body.headers().get("Sluis-Sequence"))
                                .ifPresent(sequence -> request.header("Sluis-Sequence", sequence));
                    },
                    pushed);
            pushed.in(call);
            parts.running().watch(ask, use, pushed);
            try (var response = call.execute()) {
                return judged(response, pushed);
            }
        } catch (IOException e) {
            return broken(e, pushed);
        } finally {
            parts.running().forget(use);
            close(body, use, pushed);
        }
    }

    private void close(Body body, UUID use, PushedBody pushed) {
        if (!pushed.isBegun()) {
            body.discard();
            parts.releases().cancel(use);
            return;
        }
        var sent = pushed.sent();
        parts.deliveries()
                .add(new DeliveredBody(
                        use,
                        flow.agreement(),
                        flow.consumer(),
                        flow.transfer(),
                        flow.dataset(),
                        sent.bytes(),
                        sent.sha256(),
                        sent.whole(),
                        parts.clock().instant()));
    }

    private PushOutcome judged(Response response, PushedBody pushed) {
        var status = response.code();
        if (status / 100 == 2) {
            // a consumer that has it already, and whose answer was lost, says so before it is sent again
            return pushed.isWhole() || push.attempts() > 1
                    ? new Delivered()
                    : new Hopeless("the destination answered " + status + " and took no data");
        }
        var busy = status >= BUSY_FROM || status == 408 || status == 425 || status == 429;
        var reason = "the destination answered " + status;
        return busy ? new Later(reason) : new Hopeless(reason);
    }

    private PushOutcome broken(IOException failure, PushedBody pushed) {
        LOG.log(Level.INFO, "a push of transfer {0} broke off: {1}", flow.transfer(), failure.getMessage());
        if (failure instanceof ForbiddenAddressException) {
            return new Hopeless("the destination is not an address that the provider may ask");
        }
        if (pushed.cutBy().isPresent()) {
            return new Later("cut: " + pushed.cutBy().get().getMessage());
        }
        return new Later(pushed.isBegun() ? "the data broke off on its way" : "the destination cannot be reached");
    }

    private static PushOutcome sourceFailed(SourceException failure) {
        return failure.status() >= BUSY_FROM ? new Later(failure.getMessage()) : new Hopeless(failure.getMessage());
    }

    private <T> T result(CompletionStage<T> stage) throws SourceException {
        try {
            return stage.toCompletableFuture().get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SourceException expected) {
                throw expected;
            }
            throw new IllegalStateException("a source failed", e.getCause());
        } catch (TimeoutException e) {
            throw new SourceException(504, "the provider's source did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(503, "the provider is stopping");
        }
    }

    private static String words(List<Reason> reasons) {
        return reasons.stream().map(PushAttempt::words).collect(Collectors.joining("; "));
    }

    private static String words(Reason reason) {
        var condition = (reason.leftOperand() + " " + reason.operator() + " " + reason.wanted()).strip();
        var observed = reason.observed().isEmpty() ? "" : ", observed " + reason.observed();
        return reason.code() + (condition.isEmpty() ? "" : " " + condition) + observed;
    }
}
