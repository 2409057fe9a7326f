// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.did;

import java.net.URI;
import java.util.regex.Pattern;

/** Where DID documents are published (did:web method specification): by https, except on this very machine. */
final class DidAddresses {

    private static final Pattern LOOPBACK = Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3})(?::[0-9]{1,5})?");

    private DidAddresses() {}

    /** The one address of the document; plain http for loopback hosts, where {@code Outbound} decides whether it may be. */
    static URI of(Did did, boolean insecureHttpOnLoopback) {
        var plain = insecureHttpOnLoopback && LOOPBACK.matcher(did.authority()).matches();
        return URI.create((plain ? "http://" : "https://") + did.authority() + did.documentPath());
    }
}
