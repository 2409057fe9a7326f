// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.management;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.sluis.extensions.management.ArrivedBody.TooLargeException;
import org.sluis.policies.decision.Moment;
import org.sluis.policies.decision.Reason;
import org.sluis.policies.usage.Decisions.RecordUnavailableException;
import org.sluis.policies.usage.UnverifiedRefusals;

/**
 * Takes what providers push, below {@code /pushed/}; leaves all other requests to the next handler.
 *
 * <p>INVARIANT: nobody is told that we have a body before our log says so. What came already is not taken again.
 */
final class ArrivalHandler extends Handler.Abstract {
    static final String PATH = "/pushed/";

    private static final System.Logger LOG = System.getLogger(ArrivalHandler.class.getName());
    private static final Set<String> METHODS = Set.of("POST", "PUT");
    private static final int MOST = 16;

    private final Arrivals arrivals;
    private final ArrivedBody.Place place;
    private final UnverifiedRefusals refusals;
    private final ThreadPoolExecutor threads;

    ArrivalHandler(Arrivals arrivals, ArrivedBody.Place place, UnverifiedRefusals refusals) {
        this.arrivals = arrivals;
        this.place = place;
        this.refusals = refusals;
        threads = new ThreadPoolExecutor(0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, "sluis-pushed");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var path = Request.getPathInContext(request);
        if (!path.startsWith(PATH)) {
            return false;
        }
        if (!METHODS.contains(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "POST, PUT");
            answer(405, response, callback);
            return true;
        }
        var authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        var arrival = arrivals.find(path.substring(PATH.length()), authorization == null ? "" : authorization);
        if (arrival.isEmpty()) {
            refuse(request, response, callback);
        } else {
            receive(arrival.get(), request, response, callback);
        }
        return true;
    }

    /** An unknown address and a wrong secret are the same. */
    private void refuse(Request request, Response response, Callback callback) {
        try {
            refusals.record(
                    Moment.TRANSFER,
                    request.getMethod() + " " + PATH + " from " + Request.getRemoteAddr(request),
                    new Reason("", "push-not-expected", "", "", "", ""));
        } catch (RecordUnavailableException e) {
            LOG.log(System.Logger.Level.WARNING, "a push that nobody expects is refused without a record", e);
        }
        answer(404, response, callback);
    }

    private void receive(Arrival arrival, Request request, Response response, Callback callback) {
        var taken = arrival.taken();
        if (taken.isPresent()) {
            taken.get().use().ifPresent(use -> response.getHeaders().put("Sluis-Use", use));
            answer(200, response, callback);
        } else if (arrival.isClosed()) {
            answer(410, response, callback);
        } else if (!arrival.begin()) {
            busy(response, callback);
        } else {
            try {
                threads.execute(() -> take(arrival, request, response, callback));
            } catch (RejectedExecutionException e) {
                arrival.brokeOff();
                busy(response, callback);
            }
        }
    }

    private void take(Arrival arrival, Request request, Response response, Callback callback) {
        var taken = false;
        try {
            var body = place.take(arrival, request);
            taken = true;
            if (!arrival.take(body)) {
                place.drop(body.file());
            }
            body.use().ifPresent(use -> response.getHeaders().put("Sluis-Use", use));
            answer(200, response, callback);
        } catch (TooLargeException e) {
            answer(413, response, callback);
        } catch (RecordUnavailableException e) {
            LOG.log(System.Logger.Level.WARNING, "a pushed body is not taken: it cannot be put on record now", e);
            busy(response, callback);
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "a pushed body of agreement {0} broke off: {1}",
                    arrival.agreement().id(),
                    e.getMessage());
            callback.failed(e);
        } finally {
            if (!taken) {
                arrival.brokeOff();
            }
        }
    }

    private static void busy(Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        answer(503, response, callback);
    }

    private static void answer(int status, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
    }

    @Override
    protected void doStop() throws Exception {
        threads.shutdownNow();
        super.doStop();
    }
}
