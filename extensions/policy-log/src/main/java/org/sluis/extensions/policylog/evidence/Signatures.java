// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.policylog.evidence;

import com.nimbusds.jose.util.Base64URL;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument.Relationship;
import org.sluis.extensions.identity.keys.SigningKeys;
import org.sluis.extensions.identity.tokens.Jws;
import org.sluis.extensions.identity.tokens.Jws.MalformedException;
import org.sluis.extensions.identity.tokens.SignatureCheck;
import org.sluis.extensions.identity.tokens.SignatureCheck.WrongSignatureException;
import org.sluis.policies.log.jws.MalformedJwsException;

/** Signs evidence with our identity key and checks what others signed with theirs. */
public record Signatures(SigningKeys keys, SignatureCheck check) {

    private static final int LONGEST = 32 * 1024;

    /** A compact JWS over these bytes. */
    public String sign(String type, byte[] payload) {
        return keys.sign(type, payload);
    }

    /**
     * Returns the payload if {@code signer} signed it.
     *
     * @param type the {@code typ} it must have, in lower case
     * @throws MalformedEvidenceException if not, if it cannot be known, or if the JWS has more than one spelling
     */
    public byte[] verified(String compact, String type, Did signer) throws MalformedEvidenceException {
        try {
            // INVARIANT: what a verifier of bundles could not read is not taken
            var strict = org.sluis.policies.log.jws.Jws.compact(compact, type);
            var jws = Jws.parse(compact, LONGEST, Set.of(type));
            Members.require(strict.keyId().equals(jws.keyId()), "its key id can be read in two ways");
            Members.require(jws.signer().equals(signer), "the signature is not by " + signer);
            var parts = compact.split("\\.", -1);
            for (var part : parts) {
                requireStrict(part);
            }
            check.require(jws, Set.of(Relationship.ASSERTION_METHOD));
            return new Base64URL(parts[1]).decode();
        } catch (MalformedJwsException e) {
            throw new MalformedEvidenceException("not a signature that is understood here: " + e.getMessage());
        } catch (MalformedException e) {
            throw new MalformedEvidenceException("not a signature that is understood here: " + e.getMessage());
        } catch (WrongSignatureException e) {
            throw new MalformedEvidenceException("the signature by " + signer + " does not hold: " + e.getMessage());
        }
    }

    /** Otherwise one signature could go by several hashes. */
    static void requireStrict(String base64) throws MalformedEvidenceException {
        Members.require(
                Base64URL.encode(new Base64URL(base64).decode()).toString().equals(base64),
                "not the one base64url spelling");
    }
}
