// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.sluis.extensions.web.AddressPolicy.ForbiddenAddressException;
import org.sluis.extensions.web.Outbound.Link;
import org.sluis.extensions.web.Outbound.OutboundException;

/** Says which link of the chain an I/O failure broke. */
final class BrokenLink {

    private BrokenLink() {}

    static OutboundException of(URI address, IOException failure) {
        var peer = address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
        if (failure instanceof ForbiddenAddressException) {
            return new OutboundException(Link.FORBIDDEN, failure.getMessage(), failure);
        }
        if (failure instanceof UnknownHostException) {
            return new OutboundException(Link.NAME, failure.getMessage(), failure);
        }
        if (failure instanceof SSLException) {
            return new OutboundException(Link.TLS, "no trusted TLS with " + peer + ": " + tls(failure), failure);
        }
        if (failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || isConnectTimeout(failure)) {
            return new OutboundException(Link.ROUTE, "nothing accepts a connection at " + peer, failure);
        }
        if (failure instanceof InterruptedIOException) {
            return new OutboundException(Link.TIME, peer + " did not answer in time", failure);
        }
        return new OutboundException(Link.ANSWER, peer + " broke off its answer, or it is not HTTP", failure);
    }

    private static boolean isConnectTimeout(IOException failure) {
        return failure instanceof SocketTimeoutException
                && failure.getMessage() != null
                && failure.getMessage().toLowerCase(java.util.Locale.ROOT).contains("connect");
    }

    private static String tls(IOException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return message.substring(0, Math.min(message.length(), 200));
    }
}
