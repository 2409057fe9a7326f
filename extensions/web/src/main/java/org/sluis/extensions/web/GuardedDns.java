// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;
import okhttp3.Interceptor;
import org.sluis.extensions.web.AddressPolicy.ForbiddenAddressException;

/**
 * Looks names up within a time, under an {@link AddressPolicy}. OkHttp connects to the very addresses returned, so a second answer
 * of the name server changes nothing.
 */
public final class GuardedDns implements Dns {

    private static final int MOST = 16;

    private final AddressPolicy policy;
    private final Dns dns;
    private final Duration patience;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                var thread = new Thread(task, "sluis-names");
                thread.setDaemon(true);
                return thread;
            });

    public GuardedDns(AddressPolicy policy, Dns dns, Duration patience) {
        this.policy = policy;
        this.dns = dns;
        this.patience = patience;
    }

    /** The system's names. */
    public static GuardedDns system(AddressPolicy policy) {
        return new GuardedDns(policy, Dns.SYSTEM, Duration.ofMillis(2_500));
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        return policy.check(host, found(host));
    }

    /** A resolver cannot be interrupted; its thread is left to it. */
    private List<InetAddress> found(String host) throws UnknownHostException {
        try {
            return threads.submit(() -> dns.lookup(host)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unknown(host + " has no address: no name server knows it");
        } catch (TimeoutException | RejectedExecutionException e) {
            throw unknown(host + " has no address: the name server does not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("interrupted");
        }
    }

    private static UnknownHostException unknown(String message) {
        return new UnknownHostException(message);
    }

    /** Applies the policy to literal addresses, which OkHttp does not look up, and keeps plain http on loopback hosts. */
    public Interceptor interceptor() {
        return chain -> {
            var url = chain.request().url();
            if (!url.isHttps() && !policy.allowsPlain(url.host())) {
                throw new ForbiddenAddressException("plain http to " + url.host() + " is not allowed; use https");
            }
            if (url.host().indexOf(':') >= 0 || url.host().matches("[0-9.]+")) {
                policy.check(url.host(), List.of(InetAddress.getByName(url.host())));
            }
            return chain.proceed(chain.request());
        };
    }
}
