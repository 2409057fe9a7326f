// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.net.Proxy;
import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** HTTP clients that ask hosts which somebody else named. */
public record Peers(GuardedDns names, Trust trust) {

    /** The same client, but it connects to allowed addresses only, follows no redirect and believes the authorities of this firm. */
    public OkHttpClient.Builder guard(OkHttpClient.Builder client) {
        return client.dns(names)
                .addInterceptor(names.interceptor())
                // a proxy would look names up by itself
                .proxy(Proxy.NO_PROXY)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
                .sslSocketFactory(trust.sockets(), trust.manager())
                .followRedirects(false)
                .followSslRedirects(false);
    }
}
