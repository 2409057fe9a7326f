// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves one resource at a path and everything below it; leaves other paths to the next handler. GET, HEAD and POST only. The
 * resource runs on threads of its own, so it may block; a body is received without a thread, within bounds of size and time.
 */
public final class WebHandler extends Handler.Abstract.NonBlocking {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final long IDLE_SECONDS = 20;

    private final String path;
    private final WebResource resource;
    private final WebLimits limits;
    private final Semaphore receiving;
    private final ThreadPoolExecutor threads;

    /**
     * Serves with the default limits.
     *
     * @param path starts with {@code /} and does not end with it
     */
    public WebHandler(String path, WebResource resource) {
        this(path, resource, WebLimits.DEFAULT);
    }

    public WebHandler(String path, WebResource resource, WebLimits limits) {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new IllegalArgumentException("path '" + path + "' must start with / and not end with it");
        }
        this.path = path;
        this.resource = resource;
        this.limits = limits;
        this.receiving = new Semaphore(limits.receiving());
        this.threads = threads("sluis-web" + path.replace('/', '-'), limits.running());
    }

    private static ThreadPoolExecutor threads(String name, int most) {
        var number = new AtomicInteger();
        return new ThreadPoolExecutor(0, most, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var asked = Request.getPathInContext(request);
        if (!asked.equals(path) && !asked.startsWith(path + "/")) {
            return false;
        }
        var exchange = new WebExchange(request, response, callback, asked.substring(path.length()));
        if (!METHODS.contains(request.getMethod())) {
            exchange.problem(405, "Method not allowed", "use GET, HEAD or POST here");
        } else if ("POST".equals(request.getMethod())) {
            receive(exchange);
        } else {
            run(exchange, new byte[0]);
        }
        return true;
    }

    private void receive(WebExchange exchange) {
        if (exchange.refusesBody(limits, resource.takesText())) {
            return;
        }
        if (!receiving.tryAcquire()) {
            exchange.busy();
            return;
        }
        var unused = ReceivedBody.of(exchange.request(), limits.body())
                .orTimeout(limits.patience().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((body, failure) -> {
                    receiving.release();
                    if (failure == null) {
                        run(exchange, body);
                    } else {
                        exchange.notReceived(failure);
                    }
                });
    }

    private void run(WebExchange exchange, byte[] body) {
        try {
            threads.execute(() -> exchange.answer(resource, body));
        } catch (RejectedExecutionException e) {
            exchange.busy();
        }
    }

    @Override
    protected void doStop() throws Exception {
        threads.shutdownNow();
        super.doStop();
    }
}
