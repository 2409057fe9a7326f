// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.startup;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Answers 503 until every resource is registered.
 *
 * <p>EDC listens before it registers what it serves. In between it answers 404 or 405, and a partner whose message comes
 * then takes that for a refusal and ends its process.
 */
final class StartGate extends Handler.Abstract.NonBlocking {

    private volatile boolean open;

    /** From now on requests pass. */
    void open() {
        open = true;
    }

    /** Puts the gate before all that a server serves; to be called before the server starts. */
    void guard(Server server) {
        server.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle starting) {
                if (starting == server) {
                    server.setHandler(new Handler.Sequence(StartGate.this, server.getHandler()));
                }
            }
        });
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (open) {
            return false;
        }
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
        response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        callback.succeeded();
        return true;
    }
}
