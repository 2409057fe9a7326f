// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.util.Objects;
import org.eclipse.edc.web.jetty.JettyService;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/** Puts a handler before EDC's own, on the listener that partners reach and on no other. */
public final class PublicListener {
    private static final String NAME = "protocol";

    private PublicListener() {}

    /** To be called before EDC's server starts. */
    public static void prepend(JettyService jetty, Handler handler) {
        jetty.addConnectorConfigurationCallback(connector -> {
            if (NAME.equals(connector.getName())) {
                prependAtStart(connector, handler);
            }
        });
    }

    /** EDC sets its handlers between making the connectors and starting the server. */
    private static void prependAtStart(ServerConnector connector, Handler handler) {
        var server = connector.getServer();
        server.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle starting) {
                if (starting instanceof Server) {
                    server.setHandler(new Handler.Sequence(new OnlyOn(connector, handler), server.getHandler()));
                }
            }
        });
    }

    private static final class OnlyOn extends Handler.Wrapper {
        private final ServerConnector connector;

        OnlyOn(ServerConnector connector, Handler handler) {
            super(handler);
            this.connector = connector;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            return Objects.equals(request.getConnectionMetaData().getConnector(), connector)
                    && super.handle(request, response, callback);
        }
    }
}
