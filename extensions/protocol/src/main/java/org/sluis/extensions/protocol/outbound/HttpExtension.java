// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.protocol.outbound;

import dev.failsafe.RetryPolicy;
import java.time.Duration;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.eclipse.edc.runtime.metamodel.annotation.Extension;
import org.eclipse.edc.runtime.metamodel.annotation.Inject;
import org.eclipse.edc.runtime.metamodel.annotation.Provider;
import org.eclipse.edc.runtime.metamodel.annotation.Setting;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.sluis.extensions.protocol.machines.WakeUps;
import org.sluis.extensions.web.Peers;

/** HTTP to peers: bounded in time and number, at allowed addresses only, tried once; retries are the state machines' as those are durable. */
@Extension("Sluis: HTTP to peers")
public final class HttpExtension implements ServiceExtension {

    @Setting(
            description = "Seconds for one message and its answer; below the lease",
            key = "sluis.protocol.send-seconds",
            defaultValue = "25")
    private long sendSeconds;

    @Setting(
            description = "Messages on their way at the same time",
            key = "sluis.protocol.messages-in-flight",
            defaultValue = "32")
    private int messagesInFlight;

    @Inject
    private OkHttpClient stockClient;

    @Inject
    private Peers peers;

    @Inject
    private WakeUps wakeUps;

    // Never read: asking for what we replace makes EDC start its provider before us.
    @Inject
    private RetryPolicy<Response> unusedRetryPolicy;

    /** Messages on their way. */
    @Provider
    public InFlight inFlight() {
        return new InFlight(messagesInFlight, wakeUps::goOn);
    }

    /** The client for messages to peers. */
    @Provider
    public OkHttpClient okHttpClient() {
        var dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(messagesInFlight * 2);
        dispatcher.setMaxRequestsPerHost(messagesInFlight * 2);
        var sentOnce = new SentOnce();
        return peers.guard(stockClient.newBuilder())
                .dispatcher(dispatcher)
                .connectTimeout(Duration.ofSeconds(5))
                .callTimeout(Duration.ofSeconds(sendSeconds))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addInterceptor(new TransientAnswers())
                .addInterceptor(sentOnce)
                .addNetworkInterceptor(sentOnce)
                .build();
    }

    /** One attempt: a second one inside the first would outlast the lease. */
    @Provider
    public RetryPolicy<Response> retryPolicy() {
        return RetryPolicy.<Response>builder().withMaxRetries(0).build();
    }
}
