// SPDX-License-Identifier: Apache-2.0
package org.sluis.extensions.identity.tokens;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.sluis.extensions.identity.did.Did;
import org.sluis.extensions.identity.did.DidDocument.Relationship;
import org.sluis.extensions.identity.did.DidDocuments;
import org.sluis.extensions.identity.tokens.SignatureCheck.WrongSignatureException;
import org.sluis.policies.usage.MessageUnderway;

/**
 * First what costs nothing, then one DID look-up, then the signature, and only then is the token marked as used: so that nobody
 * can make us ask for a token that is not for us, or use up the ids of others.
 */
public final class StrictTokenVerifier implements TokenVerifier {

    /** A used id is kept longer than any clock among our replicas would still accept its token. */
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final Did self;
    private final SignatureCheck signatures;
    private final UsedTokens used;
    private final Clock clock;

    public StrictTokenVerifier(Did self, DidDocuments documents, UsedTokens used, Clock clock) {
        this.self = self;
        this.signatures = new SignatureCheck(documents);
        this.used = used;
        this.clock = clock;
    }

    @Override
    public VerifiedToken verify(String token) throws RefusedTokenException {
        var form = TokenForm.parse(token, self, clock.instant());
        requireSignature(form);
        // INVARIANT: only now, since whoever can mark an id as used can silence its owner.
        require(isFirstUse(form), "jti: used before");
        return new VerifiedToken(form.issuer(), claims(form));
    }

    private void requireSignature(TokenForm form) throws RefusedTokenException {
        try {
            signatures.require(form.jws(), Set.of(Relationship.AUTHENTICATION));
        } catch (WrongSignatureException e) {
            throw new RefusedTokenException(e.getMessage(), e);
        }
    }

    private boolean isFirstUse(TokenForm form) throws RefusedTokenException {
        try {
            return used.firstUse(form.issuer().value(), form.id(), form.expiry().plus(KEPT));
        } catch (RuntimeException e) {
            MessageUnderway.uncheckable();
            throw new RefusedTokenException("jti: whether it was used before is unknown", e);
        }
    }

    private static JWTClaimsSet claims(TokenForm form) throws RefusedTokenException {
        try {
            return JWTClaimsSet.parse(form.jws().claims());
        } catch (ParseException e) {
            throw new RefusedTokenException("form: claims", e);
        }
    }

    private static void require(boolean holds, String check) throws RefusedTokenException {
        if (!holds) {
            throw new RefusedTokenException(check);
        }
    }
}
