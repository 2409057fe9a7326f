// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import com.nimbusds.jose.jwk.JWK;
import java.util.Optional;
import java.util.Set;
import org.sluis.extensions.identity.did.DidDocument.Relationship;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.did.DidDocuments.UnresolvableDidException;

/** Whether a signature was made with a key of the DID that the key id names. Asks its owner once, and once more for an unknown key. */
public final class SignatureCheck {

    private final DidDocuments documents;

    public SignatureCheck(DidDocuments documents) {
        this.documents = documents;
    }

    /**
     * Returns if the signature holds.
     *
     * @param relationships one of which the key must have
     * @throws WrongSignatureException if not, or if it cannot be known
     */
    public void require(Jws jws, Set<Relationship> relationships) throws WrongSignatureException {
        try {
            var key = find(jws, relationships);
            if (key.isEmpty()) {
                documents.refresh(jws.signer());
                key = find(jws, relationships);
            }
            if (key.isEmpty()) {
                throw new WrongSignatureException("key: none in " + names(relationships) + " of its DID document");
            }
            if (!jws.isSignedBy(key.get())) {
                throw new WrongSignatureException("signature: wrong");
            }
        } catch (UnresolvableDidException e) {
            throw new WrongSignatureException("key: " + e.getMessage());
        }
    }

    private Optional<JWK> find(Jws jws, Set<Relationship> relationships) throws UnresolvableDidException {
        var document = documents.resolve(jws.signer());
        return relationships.stream()
                .flatMap(relationship -> document.key(jws.keyId(), relationship).stream())
                .findFirst();
    }

    private static String names(Set<Relationship> relationships) {
        return relationships.contains(Relationship.AUTHENTICATION)
                ? relationships.size() > 1 ? "authentication or assertionMethod" : "authentication"
                : "assertionMethod";
    }

    /** There is no valid signature; the message names the check. */
    public static final class WrongSignatureException extends Exception {
        WrongSignatureException(String check) {
            super(check);
        }
    }
}
