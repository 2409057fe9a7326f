// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.onboarding;

import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument;
import org.sluis.extensions.identity.did.DidDocument.Relationship;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;
import org.sluis.extensions.identity.keys.SigningKeys;
import org.sluis.extensions.identity.onboarding.AuthorityService.AuthorityException;

/** Looks at our own DID document as others do: by its public address, through whatever is in between. */
public final class OwnDocumentCheck {

    private final Did self;
    private final SigningKeys keys;
    private final URI credentialService;
    private final DidDocuments documents;

    public OwnDocumentCheck(Did self, SigningKeys keys, URI credentialService, DidDocuments documents) {
        this.self = self;
        this.keys = keys;
        this.credentialService = credentialService;
        this.documents = documents;
    }

    void require() throws AuthorityException {
        documents.refresh(self);
        DidDocument document;
        try {
            document = documents.resolve(self);
        } catch (UnresolvableDidException e) {
            throw new AuthorityException(
                    "others cannot see our DID document: " + e.getMessage()
                            + "; check listeners.public.address, the name server, the firewall and the certificate",
                    false,
                    e);
        }
        for (var key : keys.published()) {
            if (!isThere(document, key)) {
                throw stranger("our key " + key.getKeyID() + " is not in it");
            }
        }
        if (document.service(DidDocument.CREDENTIAL_SERVICE)
                .filter(credentialService::equals)
                .isEmpty()) {
            throw stranger("it does not name our credential service " + credentialService);
        }
    }

    private boolean isThere(DidDocument document, JWK key) {
        var id = self + "#" + key.getKeyID();
        return document.key(id, Relationship.AUTHENTICATION).isPresent()
                && document.key(id, Relationship.ASSERTION_METHOD).isPresent();
    }

    private AuthorityException stranger(String why) {
        return new AuthorityException(
                self + " leads to a document that is not ours: " + why
                        + "; check participant.id and listeners.public.address",
                false,
                null);
    }
}
