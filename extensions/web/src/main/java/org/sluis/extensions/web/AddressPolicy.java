// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where an address that somebody else named may lead: public unicast addresses; others only for host names, or literal addresses,
 * that are allowed by configuration, and for loopback hosts when this connector itself is on loopback.
 *
 * @param allowed host names in lower case
 * @param loopback whether {@code localhost} and loopback literals may be asked, also without TLS
 */
public record AddressPolicy(Set<String> allowed, boolean loopback) {

    public AddressPolicy {
        allowed = allowed.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether {@code host} may be asked without TLS. */
    public boolean allowsPlain(String host) {
        return loopback && isLoopbackName(bare(host));
    }

    /**
     * The addresses of {@code host}, if every one of them may be connected to.
     *
     * @throws ForbiddenAddressException if one may not: a name with one bad address is a bad name
     */
    public List<InetAddress> check(String host, List<InetAddress> addresses) throws ForbiddenAddressException {
        var name = bare(host);
        for (var address : addresses) {
            if (!allows(name, address)) {
                throw new ForbiddenAddressException(
                        host + " leads to an address that is not public; if it is meant to, add it to network.allow");
            }
        }
        return addresses;
    }

    private boolean allows(String name, InetAddress address) {
        if (allowed.contains(name)) {
            return !address.isMulticastAddress() && !address.isAnyLocalAddress();
        }
        if (loopback && isLoopbackName(name)) {
            return address.isLoopbackAddress();
        }
        return isPublic(address.getAddress());
    }

    /** Literal IPv6 addresses come with brackets, absolute names with a final dot. */
    private static String bare(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isLoopbackName(String name) {
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("::1")
                || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    /** Global unicast by the IANA special-purpose address registries; an IPv4-mapped address arrives as IPv4. */
    static boolean isPublic(byte[] address) {
        return address.length == 4 ? isPublic4(address) : isPublic6(address);
    }

    private static boolean isPublic4(byte[] address) {
        var a = address[0] & 0xff;
        var b = address[1] & 0xff;
        var c = address[2] & 0xff;
        return switch (a) {
            case 0, 10, 127 -> false;
            case 100 -> b < 64 || b > 127;
            case 169 -> b != 254;
            case 172 -> b < 16 || b > 31;
            case 192 -> b != 168 && !(b == 0 && (c == 0 || c == 2)) && !(b == 88 && c == 99);
            case 198 -> b != 18 && b != 19 && !(b == 51 && c == 100);
            case 203 -> !(b == 0 && c == 113);
            default -> a < 224;
        };
    }

    /** 2000::/3 without 2001::/23 (Teredo and others), 2001:db8::/32, 2002::/16 (6to4) and 3fff::/20: those carry other addresses or none. */
    private static boolean isPublic6(byte[] address) {
        var first = ((address[0] & 0xff) << 8) | (address[1] & 0xff);
        var second = ((address[2] & 0xff) << 8) | (address[3] & 0xff);
        if ((first & 0xe000) != 0x2000 || first == 0x2002) {
            return false;
        }
        if (first == 0x2001) {
            return second >= 0x0200 && second != 0x0db8;
        }
        return first != 0x3fff || second >= 0x1000;
    }

    /** An address that must not be asked. */
    public static final class ForbiddenAddressException extends UnknownHostException {
        ForbiddenAddressException(String message) {
            super(message);
        }
    }
}
