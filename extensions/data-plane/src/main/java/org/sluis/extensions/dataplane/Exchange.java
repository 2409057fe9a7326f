// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.dataplane;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.sluis.extensions.dataplane.Problem.ProblemException;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.DeliveredBody;
import org.sluis.policies.usage.ReleaseRequest;
import org.sluis.policies.usage.ReleaseRuling;
import org.sluis.policies.usage.Releases;

/**
 * One admitted request: find, decide, open, count, deliver, in this order.
 *
 * <p>No thread is held between the steps. INVARIANT: the use is counted before the first byte leaves, and a use that was reserved is
 * either counted or cancelled.
 */
final class Exchange {
    private final Parts parts;
    private final Source source;
    private final DataFlow flow;
    private final DataRequest request;
    private final ReleaseRequest ask;
    private final Answer answer;

    Exchange(Parts parts, Source source, DataFlow flow, DataRequest request, Answer answer) {
        this.parts = parts;
        this.source = source;
        this.flow = flow;
        this.request = request;
        this.ask = Admission.ask(flow, request.purpose());
        this.answer = answer;
    }

    /** What every exchange works with; {@code executor} runs steps that may block. */
    record Parts(
            Releases releases,
            RunningReleases running,
            Waits waits,
            Capacity streams,
            Capacity waiting,
            PendingDeliveries deliveries,
            Clock clock,
            Executor executor) {}

    void begin() throws ProblemException, RecordUnavailableException {
        var query = new Source.Query(
                flow, flow.consumer(), request.after(), request.patience(), request.range(), request.ifRange());
        if (request.patience().isZero()) {
            then(source.find(query), this::found);
        } else if (parts.releases().foresee(ask).isEmpty()) {
            waitFor(query);
        } else {
            found(Optional.empty());
        }
    }

    private void waitFor(Source.Query query) throws ProblemException {
        var place = parts.waiting().take(flow.consumer());
        CompletionStage<Optional<Source.Found>> finding;
        try {
            finding = source.find(query);
        } catch (RuntimeException e) {
            place.run();
            throw e;
        }
        var waiting = parts.waits().until(flow, finding);
        then(waiting.whenComplete((found, failure) -> place.run()), this::found);
    }

    /** When there is nothing, an agreement that does not allow the request still is a denial. */
    private void found(Optional<Source.Found> found) throws ProblemException, RecordUnavailableException {
        if (found.isEmpty() && parts.releases().foresee(ask).isEmpty()) {
            answer.nothing();
            return;
        }
        var place = parts.streams().take(flow.consumer());
        Reserved reserved;
        try {
            reserved = reserve(place);
        } catch (ProblemException | RecordUnavailableException | RuntimeException e) {
            place.run();
            throw e;
        }
        if (found.isEmpty()) {
            giveBack(reserved);
            answer.nothing();
        } else {
            open(found.get(), reserved);
        }
    }

    private Reserved reserve(Runnable place) throws ProblemException, RecordUnavailableException {
        var ruling = parts.releases().release(ask);
        if (ruling instanceof ReleaseRuling.Denied denied) {
            throw new ProblemException(Problem.denied(denied.reasons()));
        }
        return new Reserved(((ReleaseRuling.Allowed) ruling).use(), place);
    }

    private void open(Source.Found found, Reserved reserved) {
        CompletionStage<Body> opening;
        try {
            opening = found.open();
        } catch (RuntimeException e) {
            giveBack(reserved);
            throw e;
        }
        then(opening, body -> deliver(part(body, reserved), reserved), () -> giveBack(reserved));
    }

    private Body part(Body body, Reserved reserved) throws ProblemException {
        try {
            return request.part(body);
        } catch (ProblemException e) {
            body.discard();
            giveBack(reserved);
            throw e;
        }
    }

    private void deliver(Body body, Reserved reserved) throws RecordUnavailableException {
        try {
            parts.releases().commit(reserved.use());
        } catch (RecordUnavailableException | RuntimeException e) {
            body.discard();
            giveBack(reserved);
            throw e;
        }
        try {
            answer.head(body, flow.agreement(), reserved.use());
        } catch (RuntimeException e) {
            body.discard();
            reserved.place().run();
            throw e;
        }
        stream(body, reserved);
    }

    /** From here on the stream answers. */
    private void stream(Body body, Reserved reserved) {
        var stream = new BodyStream(
                answer.request(),
                answer.response(),
                parts.releases()::recordable,
                sent -> delivered(reserved, sent),
                answer.callback());
        parts.running().watch(ask, reserved.use(), stream);
        try {
            body.bytes().subscribe(stream);
        } catch (RuntimeException e) {
            stream.cut(e);
        }
    }

    private void delivered(Reserved reserved, SentBody sent) {
        parts.running().forget(reserved.use());
        reserved.place().run();
        parts.deliveries()
                .add(new DeliveredBody(
                        reserved.use(),
                        flow.agreement(),
                        flow.consumer(),
                        flow.transfer(),
                        flow.dataset(),
                        sent.bytes(),
                        sent.sha256(),
                        sent.whole(),
                        parts.clock().instant()));
    }

    private <T> void then(CompletionStage<T> stage, Step<T> step) {
        then(stage, step, () -> {});
    }

    private <T> void then(CompletionStage<T> stage, Step<T> step, Runnable onFailure) {
        Executor where = stage.toCompletableFuture().isDone() ? Runnable::run : parts.executor();
        stage.whenComplete((value, failure) -> where.execute(() -> {
            try {
                if (failure == null) {
                    step.take(value);
                } else {
                    onFailure.run();
                    fail(failure);
                }
            } catch (ProblemException | RecordUnavailableException | RuntimeException | Error e) {
                fail(e);
            }
        }));
    }

    private void fail(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        answer.failure(cause);
    }

    @FunctionalInterface
    private interface Step<T> {
        void take(T value) throws ProblemException, RecordUnavailableException;
    }

    private void giveBack(Reserved reserved) {
        try {
            parts.releases().cancel(reserved.use());
        } finally {
            reserved.place().run();
        }
    }

    /** A use that was reserved and the place it runs in. */
    private record Reserved(UUID use, Runnable place) {}
}
