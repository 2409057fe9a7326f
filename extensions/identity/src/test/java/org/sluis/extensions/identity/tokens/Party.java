// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import java.net.URI;
import java.util.List;
import org.sluis.extensions.identity.CountedOutbound;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.OwnDidDocument;
import org.sluis.extensions.identity.keys.InMemorySigningKeys;

/** Somebody with a DID, a key and a published document. */
public record Party(Did did, InMemorySigningKeys keys) {

    public static Party of(String host) {
        var did = new Did("did:web:" + host);
        return new Party(did, new InMemorySigningKeys(did));
    }

    public String document() {
        var service = new DidDocument.Service(
                did + "#credentials",
                DidDocument.CREDENTIAL_SERVICE,
                URI.create("https://" + did.authority() + "/credentials"));
        return new OwnDidDocument(did, keys, () -> List.of(service)).json().toString();
    }

    public Party publishedOn(CountedOutbound web) {
        web.put("https://" + did.authority() + did.documentPath(), "application/did+json", document());
        return this;
    }
}
