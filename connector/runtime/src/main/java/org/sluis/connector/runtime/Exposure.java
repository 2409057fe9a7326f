// SPDX-License-Identifier: Apache-2.0
package org.sluis.connector.runtime;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.sluis.extensions.web.AddressPolicy;

/** Lets nothing insecure leave this machine: what a start is refused for. */
final class Exposure {

    /** Extensions that make a connector insecure, by class name. */
    private static final Set<String> INSECURE = Set.of("org.eclipse.edc.iam.mock.IamMockExtension");

    private Exposure() {}

    /**
     * Checks addresses, TLS and extensions.
     *
     * @param extensions class names of all EDC extensions that would start
     * @throws InsecureStartException if something insecure would be reachable from elsewhere
     */
    static void require(Configuration configuration, Collection<String> extensions) {
        var listeners = configuration.listeners();
        requireLoopback(listeners.management(), "listeners.management");
        requireLoopback(listeners.control(), "listeners.control");
        requireTls(listeners.open(), configuration.tls());
        if (isLocal(configuration)) {
            return;
        }
        for (var extension : extensions) {
            if (INSECURE.contains(extension)) {
                throw new InsecureStartException("this build contains " + extension
                        + ", which believes what anybody says it is; it may only listen on loopback");
            }
        }
    }

    /** Whether partners can only be on this machine: then, and only then, plain http and {@code localhost} are allowed. */
    static boolean isLocal(Configuration configuration) {
        var open = configuration.listeners().open();
        return isLoopback(open.host(), "listeners.public") && isPlain(open.address());
    }

    /** Whom our clients may ask. */
    static AddressPolicy policy(Configuration configuration) {
        return new AddressPolicy(Set.copyOf(configuration.network().allow()), isLocal(configuration));
    }

    private static void requireLoopback(Configuration.Listener listener, String key) {
        if (!isLoopback(listener.host(), key)) {
            throw new InsecureStartException(key + ".host is " + listener.host()
                    + ", but this listener never leaves this machine; use a loopback address such as 127.0.0.1");
        }
        if (isPlain(listener.address()) && !isLoopbackName(host(listener.address(), key))) {
            throw new InsecureStartException(key + ".address is " + listener.address()
                    + ": keys would cross the network unprotected; use the loopback address");
        }
    }

    private static void requireTls(Configuration.Listener open, Configuration.Tls tls) {
        var key = "listeners.public";
        var host = host(open.address(), key);
        var loopback = isLoopback(open.host(), key);
        if (!loopback && !tls.serves()) {
            throw new InsecureStartException(key + ".host is " + open.host()
                    + ", which is not loopback, and there is no certificate; set tls.certificate and tls.key");
        }
        if (isPlain(open.address()) && (!loopback || tls.serves() || !isLoopbackName(host))) {
            throw new InsecureStartException(key + ".address is " + open.address()
                    + (tls.serves()
                            ? ", but the listener speaks TLS; it must start with https://"
                            : ": partners would reach us unprotected; use https and set tls.certificate and tls.key"));
        }
    }

    private static boolean isPlain(String address) {
        return address.toLowerCase(Locale.ROOT).startsWith("http://");
    }

    private static String host(String address, String key) {
        try {
            var uri = URI.create(address);
            var web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return uri.getHost();
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new InsecureStartException(
                key + ".address is '" + address + "'; it must be an http or https URL with a host");
    }

    private static boolean isLoopbackName(String host) {
        return new AddressPolicy(Set.of(), true).allowsPlain(host);
    }

    private static boolean isLoopback(String host, String key) {
        try {
            for (var address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new InsecureStartException(key + ".host '" + host + "' is not an address of this machine");
        }
    }

    /** A start was refused as something insecure would leave this machine. */
    static final class InsecureStartException extends RuntimeException {
        InsecureStartException(String message) {
            super(message);
        }
    }
}
